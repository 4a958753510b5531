//! What a resource of FHIR says of an examination: who asked for it, what it is, what came out.

use peil_model::{Category, Node, NumberKind, PartyKind};

use super::super::draft::Draft;
use super::kinds::is_clinical as is_clinical_kind;

/// What a resource says of an examination, by the elements that it has.
pub(super) fn read(kind: &str, node: &Node, draft: &mut Draft) {
    let number = if matches!(kind, "Specimen") { NumberKind::Specimen } else { NumberKind::Order };
    for identifier in ["identifier", "accessionIdentifier", "requisition"].iter().flat_map(|k| node.all(k)) {
        if kind == "Coverage" {
            draft.number(NumberKind::Insurance, "", identifier.text("value"));
        } else if !identifier.text("value").contains("urn:") {
            draft.number(number, "", identifier.text("value"));
        }
    }
    if kind == "Coverage" {
        draft.number(NumberKind::Insurance, "", node.text("subscriberId"));
        return;
    }
    let asked = matches!(
        kind,
        "Observation"
            | "DiagnosticReport"
            | "ServiceRequest"
            | "ProcedureRequest"
            | "DiagnosticRequest"
            | "DiagnosticOrder"
            | "Procedure"
    );
    let coded = node.all("code").chain(node.all("item").flat_map(|i| i.all("code")));
    let named = coded.filter(|c| !concept(c).is_empty()).count() > 0;
    draft.category(Category::TestKind, asked && named);
    // The report as it was issued holds what was found.
    let issued = node.all("presentedForm").any(|form| !form.children.is_empty());
    draft.category(Category::TestResult, kind == "DiagnosticReport" && issued);
    if matches!(kind, "Observation" | "DiagnosticReport") {
        let clinical = node.all("conclusion").any(|c| is_clinical(c.own_text()));
        draft.category(Category::MedicalText, clinical);
        let outcome = node.children.iter().any(|c| is_value(c) && !(clinical && c.key == "conclusion"));
        draft.category(Category::TestResult, outcome || node.all("component").any(has_value));
    }
    let medical = !asked && named && kind != "Specimen" && kind != "Encounter" && kind != "Appointment";
    draft.category(Category::MedicalText, medical || is_clinical_kind(kind) || remarks(node));
    for requester in ["requester", "orderer", "author"].iter().flat_map(|k| node.all(k)) {
        let of = requester.first("agent").unwrap_or(requester);
        if kind != "Composition" && kind != "Observation" {
            draft.requester("", of.text("display"));
        }
        if let Some(behalf) = requester.first("onBehalfOf").or_else(|| node.first("onBehalfOf")) {
            draft.party(PartyKind::Client, "NAME", behalf.text("display"));
        }
    }
}

/// Text or first coding of a concept.
pub(super) fn concept(node: &Node) -> String {
    let text = node.text("text");
    if !text.is_empty() {
        return text.to_owned();
    }
    node.all("coding")
        .flat_map(|c| [c.text("display"), c.text("code")])
        .find(|s| !s.is_empty())
        .unwrap_or(node.own_text())
        .to_owned()
}

/// Whether an observation has an outcome: any `value[x]`, an interpretation, a conclusion.
fn has_value(node: &Node) -> bool {
    node.children.iter().any(is_value)
}

fn is_value(c: &Node) -> bool {
    let key = c.key.as_str();
    let value = key.strip_prefix("value").is_some_and(|x| x.starts_with(char::is_uppercase));
    let told = matches!(key, "interpretation" | "conclusion" | "codedDiagnosis" | "conclusionCode");
    (value || told) && (!c.own_text().is_empty() || !c.children.is_empty())
}

/// Whether a text calls itself what the requester told: `Klinische gegevens: ...`.
fn is_clinical(text: &str) -> bool {
    let label = text.split_once(':').map_or("", |(label, _)| label);
    crate::headers::role(label) == Some(crate::headers::FieldRole::MedicalText)
}

/// Whether it holds notes, reasons or narrative of its own.
fn remarks(node: &Node) -> bool {
    let noted = [
        "note",
        "comment",
        "reasonCode",
        "reason",
        "patientInstruction",
        "payload",
        "description",
        "clinicalInformation",
    ];
    noted.iter().flat_map(|k| node.all(k)).any(|n| {
        let text = [n.own_text(), n.text("text"), n.text("contentString"), n.text("authorString")];
        text.iter().any(|t| !t.trim().is_empty()) || !concept(n).is_empty()
    }) || node.all("section").any(|s| s.first("text").is_some())
}
