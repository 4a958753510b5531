# eigen uitvoer
INSERT INTO klant SET naam='Zoë', plaats="Den Haag";
INSERT INTO klant (naam, pad) VALUES ('C:\map\','x'),('it\'s','y');
