//! Keeps `data/collation-vi.postcard` the same as what ICU4X ships for
//! Vietnamese, and writes it anew when `UPDATE_COLLATION` is set.

use icu_collator::provider as collation;
use icu_locale_core::locale;
use icu_normalizer::provider as normalization;
use icu_provider::dynutil::UpcastDataPayload;
use icu_provider::export::{DataExporter, ExportMarker};
use icu_provider::prelude::*;
use icu_provider_blob::export::BlobExporter;

/// Copies what `locale` has under the marker `M`.
fn copy<M: DataMarker>(to: &BlobExporter, from: &impl DataProvider<M>, locale: &DataLocale)
where
    ExportMarker: UpcastDataPayload<M>,
{
    let id = DataIdentifierBorrowed::for_locale(locale);
    let request = DataRequest { id, ..Default::default() };
    let payload = from.load(request).expect("ICU4X has Vietnamese").payload;
    let payload = <ExportMarker as UpcastDataPayload<M>>::upcast(payload);
    if M::INFO.is_singleton {
        to.flush_singleton(M::INFO, &payload, Default::default()).expect("in memory");
    } else {
        to.put_payload(M::INFO, id, &payload).expect("in memory");
        to.flush(M::INFO, Default::default()).expect("in memory");
    }
}

/// The tables that a Vietnamese collator needs, less the reordering of
/// scripts, which Vietnamese has not.
fn vietnamese_data() -> Vec<u8> {
    let mut blob = Vec::new();
    let mut to = BlobExporter::new_with_sink(Box::new(&mut blob));
    let (all, vi) = (DataLocale::default(), DataLocale::from(locale!("vi")));
    copy::<collation::CollationRootV1>(&to, &collation::Baked, &all);
    copy::<collation::CollationJamoV1>(&to, &collation::Baked, &all);
    copy::<collation::CollationSpecialPrimariesV1>(&to, &collation::Baked, &all);
    copy::<normalization::NormalizerNfdDataV1>(&to, &normalization::Baked, &all);
    copy::<normalization::NormalizerNfdTablesV1>(&to, &normalization::Baked, &all);
    copy::<collation::CollationMetadataV1>(&to, &collation::Baked, &vi);
    copy::<collation::CollationTailoringV1>(&to, &collation::Baked, &vi);
    copy::<collation::CollationDiacriticsV1>(&to, &collation::Baked, &vi);
    to.close().expect("in memory");
    drop(to);
    blob
}

#[test]
fn the_data_is_what_icu4x_ships() {
    let fresh = vietnamese_data();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/collation-vi.postcard");
    if std::env::var_os("UPDATE_COLLATION").is_some() {
        std::fs::write(path, &fresh).expect("a writable checkout");
    }
    let kept = std::fs::read(path).expect("the data file");
    assert!(kept == fresh, "stale: run this test with UPDATE_COLLATION=1 and commit {path}");
    assert!(kept.len() < 200_000, "{} bytes would go to every phone", kept.len());
}
