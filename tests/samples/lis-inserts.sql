--
-- PostgreSQL database dump
--

\restrict MjWKFjugWN3Modvzq9ULhKSpCUrYf1000eoCjoEQu5mndRiUDcuercOFW1OPABO

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Data for Name: patient; Type: TABLE DATA; Schema: lis; Owner: postgres
--

INSERT INTO lis.patient (patient_id, bsn, family_name, prefix, given_names, birth_date, gender) VALUES (70031, '101234569', 'Wielen', 'van der', 'Anneke', '1958-03-14', 'F');
INSERT INTO lis.patient (patient_id, bsn, family_name, prefix, given_names, birth_date, gender) VALUES (70038, '579313426', 'Brouwer', NULL, 'Hendrika', '1938-04-04', 'F');
INSERT INTO lis.patient (patient_id, bsn, family_name, prefix, given_names, birth_date, gender) VALUES (70045, '260594192', 'Hoekstra', NULL, 'Willem', '1951-01-30', 'M');


--
-- Data for Name: lab_order; Type: TABLE DATA; Schema: lis; Owner: postgres
--

INSERT INTO lis.lab_order (order_no, patient_id, requested, test_name, result_value, unit) VALUES ('L23-000411', 70031, '2023-03-02 10:04:00+00', 'Vitamine B12', '210', 'pmol/L');
INSERT INTO lis.lab_order (order_no, patient_id, requested, test_name, result_value, unit) VALUES ('L23-000412', 70045, '2023-03-02 10:09:00+00', 'PSA', '6.1', 'ug/L');
INSERT INTO lis.lab_order (order_no, patient_id, requested, test_name, result_value, unit) VALUES ('L23-000413', 70038, '2023-03-03 07:40:00+00', 'Ferritine', NULL, NULL);


--
-- Data for Name: patient_address; Type: TABLE DATA; Schema: lis; Owner: postgres
--

INSERT INTO lis.patient_address (id, patient_id, street, house_no, postal_code, city, valid_from) VALUES (1, 70031, 'Kerkstraat', '12 a', '3512LK', 'Utrecht', '2016-05-01');
INSERT INTO lis.patient_address (id, patient_id, street, house_no, postal_code, city, valid_from) VALUES (2, 70038, 'Enschedesestraat', '5', '7551EH', 'Hengelo', '2016-05-01');
INSERT INTO lis.patient_address (id, patient_id, street, house_no, postal_code, city, valid_from) VALUES (3, 70045, 'Noorderhaven', '77 bis', '9712VJ', 'Groningen', '2016-05-01');


--
-- Name: patient_address_id_seq; Type: SEQUENCE SET; Schema: lis; Owner: postgres
--

SELECT pg_catalog.setval('lis.patient_address_id_seq', 3, true);


--
-- PostgreSQL database dump complete
--

\unrestrict MjWKFjugWN3Modvzq9ULhKSpCUrYf1000eoCjoEQu5mndRiUDcuercOFW1OPABO

