//! Figures about the hub itself, for Prometheus. Counts and times alone: no label says who.

use std::sync::OnceLock;
use std::time::Duration;

use metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

const REQUESTS: &str = "camtay_requests_total";
const REQUEST_SECONDS: &str = "camtay_request_seconds";
const SEGMENTS: &str = "camtay_segments_total";
const BATCH: &str = "camtay_commit_segments";
const COMMIT_SECONDS: &str = "camtay_commit_seconds";
const QUARANTINED: &str = "camtay_quarantined";
const WAITING: &str = "camtay_waiting_segments";
const LIVE: &str = "camtay_live_connections";

/// How often what was measured is put together, also when nobody asks for it.
const UPKEEP: Duration = Duration::from_secs(5);

const SECONDS: [f64; 10] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0];
const SEGMENTS_OF_A_BATCH: [f64; 8] = [1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0];

/// Begins to count, once in a process; what was counted can be had from the handle.
///
/// # Errors
/// When another recorder of the process, or the system, is in the way.
pub fn install() -> Result<PrometheusHandle, &'static str> {
    static INSTALLED: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    INSTALLED.get_or_init(begin).clone().ok_or("the hub's figures can't be counted")
}

fn begin() -> Option<PrometheusHandle> {
    use metrics_exporter_prometheus::Matcher::{Full, Suffix};
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Suffix("seconds".to_owned()), &SECONDS)
        .and_then(|b| b.set_buckets_for_metric(Full(BATCH.to_owned()), &SEGMENTS_OF_A_BATCH));
    let handle = builder.ok()?.install_recorder().ok()?;
    describe();
    let upkeep = handle.clone();
    let work = move || {
        loop {
            std::thread::sleep(UPKEEP);
            upkeep.run_upkeep();
        }
    };
    std::thread::Builder::new().name("hub figures".to_owned()).spawn(work).ok()?;
    Some(handle)
}

fn describe() {
    describe_counter!(REQUESTS, Unit::Count, "Requests answered, by route and status.");
    describe_histogram!(REQUEST_SECONDS, Unit::Seconds, "How long a request took, by route.");
    describe_counter!(SEGMENTS, Unit::Count, "Segments that came, new or known already.");
    describe_histogram!(BATCH, Unit::Count, "Segments that one commit made durable.");
    describe_histogram!(
        COMMIT_SECONDS,
        Unit::Seconds,
        "How long a commit took until it was on the disk."
    );
    describe_gauge!(QUARANTINED, Unit::Count, "Things put aside for the keeper to look at.");
    describe_gauge!(WAITING, Unit::Count, "Segments that the hub above isn't known to have.");
    describe_gauge!(LIVE, Unit::Count, "Open connections of the live channels.");
    gauge!(LIVE).set(0.0);
}

/// A request was answered.
pub fn answered(route: &'static str, status: u16, took: Duration) {
    counter!(REQUESTS, "route" => route, "status" => status.to_string()).increment(1);
    histogram!(REQUEST_SECONDS, "route" => route).record(took.as_secs_f64());
}

/// A commit made segments durable, of which so many were new.
pub fn committed(new: u64, known: u64, took: Duration) {
    counter!(SEGMENTS, "kind" => "new").increment(new);
    counter!(SEGMENTS, "kind" => "known").increment(known);
    #[expect(clippy::cast_precision_loss, reason = "a batch is small")]
    histogram!(BATCH).record((new + known) as f64);
    histogram!(COMMIT_SECONDS).record(took.as_secs_f64());
}

/// How much waits, and how much was put aside.
pub fn standing(waiting: u64, quarantined: u64) {
    #[expect(clippy::cast_precision_loss, reason = "segments are fewer than 2^53")]
    let (waiting, quarantined) = (waiting as f64, quarantined as f64);
    gauge!(WAITING).set(waiting);
    gauge!(QUARANTINED).set(quarantined);
}

/// A live connection; counted until it is dropped.
#[derive(Debug)]
pub struct LiveConnection(());

impl LiveConnection {
    /// One more.
    #[must_use]
    pub fn open() -> Self {
        gauge!(LIVE).increment(1.0);
        Self(())
    }
}

impl Drop for LiveConnection {
    fn drop(&mut self) {
        gauge!(LIVE).decrement(1.0);
    }
}
