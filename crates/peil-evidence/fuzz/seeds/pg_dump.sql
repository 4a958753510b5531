--
-- PostgreSQL database dump
--

\restrict aXbYcZ

-- Dumped from database version 15.4

SET statement_timeout = 0;
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE FUNCTION public.groet() RETURNS text
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO x VALUES ('niet dit');
  RETURN 'dag';
END;
$$;

--
-- Name: patient; Type: TABLE; Schema: public; Owner: lab
--

CREATE TABLE public.patient (
    id integer NOT NULL,
    naam character varying(80),
    geboortedatum date,
    telefoon text[],
    scan bytea
);

ALTER TABLE public.patient OWNER TO lab;

--
-- Data for Name: patient; Type: TABLE DATA; Schema: public; Owner: lab
--

COPY public.patient (id, naam, geboortedatum, telefoon, scan) FROM stdin;
1	Anna Vries	1980-06-23	{0612345678}	\\x646f63
2	"Bob" O'Neil\tjr.	\N	\N	\N
3	regel\\een\nregel twee	1955-02-28	{}	\N
\.

INSERT INTO public.patient VALUES (4, 'It''s C:\', '1970-01-01'::date, ARRAY['a','b'], E'\\x00ff');
INSERT INTO "public"."Order Regel" ("Nr", "patient", "Tekst") VALUES (1, 3, E'een\ntwee'), (2, 4, $t$vrije 'tekst'$t$) ON CONFLICT DO NOTHING;

SELECT pg_catalog.setval('public.patient_id_seq', 4, true);

ALTER TABLE ONLY public.patient
    ADD CONSTRAINT patient_pkey PRIMARY KEY (id);
--
-- PostgreSQL database dump complete
--
