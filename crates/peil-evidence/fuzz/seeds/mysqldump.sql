-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: lab
-- ------------------------------------------------------
-- Server version	8.0.36

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;

--
-- Table structure for table `clienten`
--

DROP TABLE IF EXISTS `clienten`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `clienten` (
  `id` int NOT NULL AUTO_INCREMENT,
  `achternaam` varchar(60) COLLATE utf8mb4_general_ci DEFAULT NULL COMMENT 'eigen naam, (geboorte)',
  `bsn` char(9) DEFAULT NULL,
  `geboren` date DEFAULT NULL,
  `opmerking` text,
  `actief` tinyint(1) DEFAULT '1',
  PRIMARY KEY (`id`),
  UNIQUE KEY `bsn` (`bsn`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `clienten`
--

LOCK TABLES `clienten` WRITE;
/*!40000 ALTER TABLE `clienten` DISABLE KEYS */;
INSERT INTO `clienten` VALUES (1,'Jansen','123456782','1980-06-23','regel een\nregel \"twee\"; einde',1),(2,'O\'Brien','111222333','1955-01-01',NULL,0);
INSERT INTO `clienten` VALUES (3,'\'t Hoen',NULL,'0000-00-00','pad C:\\map\\',1);
/*!40000 ALTER TABLE `clienten` ENABLE KEYS */;
UNLOCK TABLES;

CREATE TABLE `uitslagen` (
  `id` int NOT NULL,
  `client` int NOT NULL,
  `monster` varchar(12) DEFAULT NULL,
  `sleutel` binary(4) DEFAULT NULL,
  `uitslag` decimal(8,2) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `fk_client` (`client`),
  CONSTRAINT `fk_client` FOREIGN KEY (`client`) REFERENCES `clienten` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB;
INSERT INTO `uitslagen` (`id`, `client`, `monster`, `sleutel`, `uitslag`) VALUES
(1,2,'900000001',0xDEADBEEF,-1.50),
(2,1,'900000002',_binary 'ab\0c',2e3);
/*!50003 SET sql_mode = '' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `log` AFTER INSERT ON `clienten` FOR EACH ROW BEGIN
  INSERT INTO `logboek` VALUES (NEW.id, 'nieuw');
END */;;
DELIMITER ;
INSERT INTO `clienten` VALUES (4,'Zoë','123456782','1980-06-23','',1);
-- gecorrigeerd op verzoek van mevrouw De Vries
UPDATE `clienten` SET `achternaam` = 'Bakker'
WHERE `id` = 4;
-- Dump completed on 2025-07-03  4:00:01
