//! Which nodes are resources of FHIR, and about whom.

use peil_model::Node;

/// Resources of STU3 and R4.
const NAMES: &str = "Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary \
    BiologicallyDerivedProduct BodySite BodyStructure Bundle CapabilityStatement CarePlan CareTeam ChargeItem \
    ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest \
    CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest \
    CoverageEligibilityResponse DataElement DetectedIssue Device DeviceComponent DeviceDefinition DeviceMetric DeviceRequest \
    DeviceUseStatement DiagnosticOrder DiagnosticReport DiagnosticRequest DocumentManifest DocumentReference EligibilityRequest \
    EligibilityResponse Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition ExpansionProfile \
    ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingManifest \
    ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library \
    Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge \
    MedicationOrder MedicationRequest MedicationStatement MessageDefinition MessageHeader MolecularSequence NamingSystem \
    NutritionOrder Observation ObservationDefinition OperationDefinition OperationOutcome Organization OrganizationAffiliation \
    Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure \
    ProcedureRequest ProcessRequest ProcessResponse Provenance Questionnaire QuestionnaireResponse ReferralRequest RelatedPerson \
    RequestGroup ResearchStudy ResearchSubject RiskAssessment Schedule SearchParameter Sequence ServiceDefinition ServiceRequest \
    Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription Substance SupplyDelivery SupplyRequest Task \
    TestReport TestScript ValueSet VisionPrescription";

/// Resources that are read without a subject: the patient herself, and what belongs to somebody whom it names otherwise.
const OWN: &str = "Patient Person RelatedPerson Observation DiagnosticReport ServiceRequest ProcedureRequest DiagnosticRequest DiagnosticOrder \
    ReferralRequest Specimen Coverage Condition MedicationRequest MedicationStatement AllergyIntolerance Composition DocumentReference \
    Communication CommunicationRequest Task Encounter Appointment EpisodeOfCare QuestionnaireResponse Procedure Immunization";

/// Elements by which a resource says whom it is about.
const SUBJECTS: [&str; 6] = ["subject", "patient", "beneficiary", "for", "participant", "individual"];

/// Resources that are about somebody's health by being there.
const CLINICAL: [&str; 21] = [
    "AdverseEvent",
    "AllergyIntolerance",
    "CarePlan",
    "ClinicalImpression",
    "Condition",
    "DetectedIssue",
    "DeviceUseStatement",
    "DeviceRequest",
    "FamilyMemberHistory",
    "Flag",
    "Goal",
    "Immunization",
    "ImmunizationRecommendation",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationOrder",
    "MedicationRequest",
    "MedicationStatement",
    "NutritionOrder",
    "RiskAssessment",
    "VisionPrescription",
];

/// The kind of resource that a node is: by `resourceType`, or by its name and the way FHIR keeps values.
pub(super) fn kind(node: &Node) -> Option<&str> {
    let said = node.text("resourceType");
    // Others say `resourceType` too: `{"resourceType": "USER", ...}` of an identity server is not FHIR.
    if among(NAMES, said) {
        return Some(said);
    }
    let name = node.key.as_str();
    if !is_name(name) {
        return None;
    }
    let known = among(NAMES, name);
    // The element's name alone would make a patient of any `<Patient>`: FHIR keeps values in attributes.
    let written = || {
        node.children.iter().any(|c| c.first("value").is_some() || c.key == "entry" || c.key == "id")
            && !node
                .children
                .iter()
                .any(|c| !c.value.trim().is_empty() && c.children.is_empty() && !is_attribute(&c.key))
    };
    (known && written()).then_some(name)
}

/// The kind of resource that an element is for standing where a bundle or another resource has one.
pub(super) fn inside<'n>(parent: &Node, node: &'n Node) -> Option<&'n str> {
    let place = matches!(parent.key.as_str(), "resource" | "contained");
    (place && among(NAMES, &node.key) && !node.children.is_empty()).then_some(node.key.as_str())
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphabetic())
        && name.len() > 3
}

fn is_attribute(key: &str) -> bool {
    let key = key.trim_start_matches('@');
    matches!(key, "id" | "schemaLocation") || key.starts_with("xmlns") || key.starts_with("xsi")
}

/// Whether a resource is about no patient: who works there, places, products, what servers need.
pub(super) fn is_nobodys(kind: &str, node: &Node) -> bool {
    !among(OWN, kind) && !SUBJECTS.iter().any(|s| node.first(s).is_some())
        || matches!(kind, "Practitioner" | "PractitionerRole" | "Provenance" | "AuditEvent")
}

fn among(list: &str, name: &str) -> bool {
    list.split_ascii_whitespace().any(|n| n == name)
}

/// Whether being there is medical.
pub(super) fn is_clinical(kind: &str) -> bool {
    CLINICAL.contains(&kind)
}
