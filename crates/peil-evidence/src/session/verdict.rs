//! What became of a member, and why.

use peil_model::Outcome;

/// What became of a member.
pub(crate) struct Verdict {
    pub(crate) outcome: Outcome,
    pub(crate) reason: String,
    /// The media type, where reading showed more than the first bytes did.
    pub(crate) media: Option<&'static str>,
}

impl Verdict {
    pub(crate) fn read() -> Verdict {
        Verdict::new(Outcome::Read, "")
    }

    pub(crate) fn new(outcome: Outcome, reason: impl Into<String>) -> Verdict {
        Verdict { outcome, reason: reason.into(), media: None }
    }

    pub(crate) fn partial(reason: impl Into<String>) -> Verdict {
        Verdict::new(Outcome::Partial, reason)
    }

    pub(crate) fn unreadable(reason: impl Into<String>) -> Verdict {
        Verdict::new(Outcome::Unreadable, reason)
    }

    /// `Read` if there is no complaint, else `Partial` with all of them.
    pub(crate) fn of(complaints: &[String]) -> Verdict {
        if complaints.is_empty() { Verdict::read() } else { Verdict::partial(complaints.join("; ")) }
    }

    /// The same, and one complaint more.
    pub(super) fn with_complaint(mut self, complaint: Option<String>) -> Verdict {
        let Some(complaint) = complaint else { return self };
        if matches!(self.outcome, Outcome::Read | Outcome::Empty) {
            self.outcome = Outcome::Partial;
        }
        self.reason =
            if self.reason.is_empty() { complaint } else { format!("{}; {complaint}", self.reason) };
        self
    }

    /// The verdict on a member whose bytes did not all come.
    pub(super) fn with_fault(mut self, fault: Option<&str>, said: bool) -> Verdict {
        let Some(fault) = fault else { return self };
        if self.outcome == Outcome::Read || self.outcome == Outcome::Empty {
            self.outcome = if said { Outcome::Partial } else { Outcome::Unreadable };
        }
        if self.reason.is_empty() {
            self.reason = fault.to_owned();
        } else if !self.reason.contains(fault) {
            self.reason = format!("{}; {fault}", self.reason);
        }
        self
    }
}
