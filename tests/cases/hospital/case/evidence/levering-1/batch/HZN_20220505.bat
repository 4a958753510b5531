FHS|^~\&|GLIMS|NMDL|HIX|HZN|20220505
BHS|^~\&|GLIMS|NMDL|HIX|HZN|20220505
MSH|^~\&|GLIMS|NMDL|HIX|HZN|20220505||ORU^R01|B1|P|2.4|||||NLD|8859/1
PID|1||||Visser&&Visser^K^^^^^L|||M|||Marsdiepstraat 44&Marsdiepstraat&44^^DEN HELDER^^1784AE^NL^M
OBR|1|HN22-09905^HZN||KWK^Wondkweek^L
OBX|1|ST|KWK^Wondkweek^L||S. aureus||||||F
MSH|^~\&|GLIMS|NMDL|HIX|HZN|20220505||ORU^R01|B2|P|2.4|||||NLD|8859/1
PID|1||||Kramer&&Kramer^Dirk^^^^^L||19660909|M|||Langevliet 7&Langevliet&7^^JULIANADORP^^1788KA^NL^M
OBR|1|HN22-09907^HZN||GLU^Glucose^L
OBX|1|NM|GLU^Glucose^L||6.0|mmol/L|||||F
NTE|1||Nuchter afgenomen?
MSH|^~\&|GLIMS|NMDL|HIX|HZN|20220505||ORU^R01|B3|P|2.4|||||NLD|8859/1
PID|1||124112250^^^NLMINBIZA^NNNLD||van der Meer-Bakker&&&&^S^A^^^^L||19700803|F
OBR|1|HN22-09909^HZN||CHL^Chlamydia PCR^L||||||||||||01099999^Bos^T.
OBX|1|ST|CHL^Chlamydia PCR^L||positief||||||F
BTS|3
FTS|1
