/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 10.11.14-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: shop
-- ------------------------------------------------------
-- Server version	10.11.14-MariaDB-0+deb12u2

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;

--
-- Table structure for table `bestelling`
--

DROP TABLE IF EXISTS `bestelling`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `bestelling` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `klant_id` int(10) unsigned NOT NULL,
  `testcode` varchar(12) DEFAULT NULL,
  `besteld_op` datetime DEFAULT NULL,
  `monsternummer` varchar(12) DEFAULT NULL,
  `uitslag` varchar(40) DEFAULT NULL,
  `opmerking` text DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `fk_klant` (`klant_id`),
  KEY `fk_test` (`testcode`),
  CONSTRAINT `fk_klant` FOREIGN KEY (`klant_id`) REFERENCES `klant` (`id`),
  CONSTRAINT `fk_test` FOREIGN KEY (`testcode`) REFERENCES `test` (`code`)
) ENGINE=InnoDB AUTO_INCREMENT=9004 DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `bestelling`
--

LOCK TABLES `bestelling` WRITE;
/*!40000 ALTER TABLE `bestelling` DISABLE KEYS */;
INSERT INTO `bestelling` VALUES
(9001,410,'CHLPCR','2022-01-14 20:11:02','M2200417','negatief','klachten: afscheiding sinds 2 weken'),
(9002,411,'HBA1C','2022-02-03 08:00:00','M2200981','48 mmol/mol',NULL),
(9003,412,'HPVHR','2022-02-05 10:30:00','M2201133',NULL,'it\'s \"urgent\"\nbel na 18 uur');
/*!40000 ALTER TABLE `bestelling` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `klant`
--

DROP TABLE IF EXISTS `klant`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `klant` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `voornaam` varchar(60) DEFAULT NULL,
  `tussenvoegsel` varchar(20) DEFAULT NULL,
  `achternaam` varchar(80) NOT NULL,
  `geslacht` enum('M','V','O') DEFAULT NULL,
  `geboortedatum` date DEFAULT NULL,
  `bsn` char(9) DEFAULT NULL,
  `email` varchar(120) DEFAULT NULL,
  `telefoon` varchar(20) DEFAULT NULL,
  `straat` varchar(80) DEFAULT NULL,
  `huisnummer` int(11) DEFAULT NULL,
  `toevoeging` varchar(8) DEFAULT NULL,
  `postcode` char(7) DEFAULT NULL,
  `plaats` varchar(60) DEFAULT NULL,
  `aangemaakt` timestamp NOT NULL DEFAULT '2019-01-01 00:00:00',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=413 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `klant`
--

LOCK TABLES `klant` WRITE;
/*!40000 ALTER TABLE `klant` DISABLE KEYS */;
INSERT INTO `klant` VALUES
(410,'Chloë','van \'t','Hoff','V','1990-05-09','313714071','chloe@example.nl','0687654321','Oude Gracht',201,NULL,'1811 CK','Alkmaar','2021-03-01 09:10:11'),
(411,'Sevgi',NULL,'Yıldız','V','1973-10-06','526193554','sevgi.kaya@example.nl','0649998877','Beijerlandselaan',118,'C02','3074 EN','Rotterdam','2021-03-02 09:10:11'),
(412,'Noa',NULL,'Verhoeven','V','1999-12-03','844912797','noa.verhoeven@example.nl','0634343434','Stationsweg',88,NULL,'5211 TW','\'s-Hertogenbosch','2021-03-03 09:10:11');
/*!40000 ALTER TABLE `klant` ENABLE KEYS */;
UNLOCK TABLES;

--
-- Table structure for table `test`
--

DROP TABLE IF EXISTS `test`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `test` (
  `code` varchar(12) NOT NULL,
  `omschrijving` varchar(80) DEFAULT NULL,
  PRIMARY KEY (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `test`
--

LOCK TABLES `test` WRITE;
/*!40000 ALTER TABLE `test` DISABLE KEYS */;
INSERT INTO `test` VALUES
('CHLPCR','Chlamydia trachomatis PCR'),
('HBA1C','HbA1c'),
('HPVHR','HPV hoog-risico');
/*!40000 ALTER TABLE `test` ENABLE KEYS */;
UNLOCK TABLES;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;

-- Dump completed on 2026-11-25  4:12:02
