PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE contact(nr integer primary key, persoon_id integer references persoon(id), chef references contact, notitie text, foto blob);
INSERT INTO "contact" VALUES(1,2,1,'x',X'FFD8FF00');
INSERT INTO "contact" VALUES(2,1,NULL,'1.5',NULL);
CREATE TABLE persoon(id integer primary key, naam text, bsn text);
INSERT INTO "persoon" VALUES(1,'Piet "de" O''Hara','123456782');
INSERT INTO "persoon" VALUES(2,'regel
twee',NULL);
CREATE TRIGGER t after insert on persoon begin insert into contact(persoon_id) values(new.id); end;
COMMIT;
INSERT INTO persoon VALUES(3,replace('een\ntwee','\n',char(10)),unistr('caf\u00e9'));
