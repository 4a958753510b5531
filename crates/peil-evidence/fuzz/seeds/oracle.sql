REM INSERTING into LAB.PATIENT
SET DEFINE OFF;
Insert into LAB.PATIENT (PATIENTNR,NAAM,GEBDATUM,FOTO) values (10,'Kaya',to_date('23-06-80','DD-MM-RR'),EMPTY_BLOB());
Insert into LAB.PATIENT (PATIENTNR,NAAM,GEBDATUM,FOTO) values (11,q'[d'Or]',TIMESTAMP '1981-01-01 00:00:00',null);
INSERT ALL
  INTO arts (agb, naam) VALUES ('01234567', 'Pil' || ' ' || 'Jan')
  INTO arts (agb, naam) VALUES ('01234568', 'Zalf')
SELECT * FROM dual;
begin
  dbms_output.put_line('klaar');
end;
/
