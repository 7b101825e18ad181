//! The table of C functions: each asks the disk's state, then SQLite's own VFS.
//!
//! Safety, for all of it: SQLite calls these with the pointers that it documents; a `Shim` begins
//! each file's memory, as `szOsFile` asked for, and the file of SQLite's own VFS follows it.

use std::ffi::{CStr, CString, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::{Arc, Mutex, OnceLock};

use anyhow::ensure;
use rusqlite::ffi;

use super::state::{State, Writing};
use super::{VFS, disk_of, locked};

#[repr(C)]
struct Shim {
    base: ffi::sqlite3_file,
    place: *mut Place,
}

struct Place {
    path: PathBuf,
    disk: Arc<Mutex<State>>,
}

/// SQLite's own VFS, which lives as long as the program.
struct Own(*mut ffi::sqlite3_vfs);
// SAFETY: SQLite itself uses it from every thread.
unsafe impl Send for Own {}
// SAFETY: as above.
unsafe impl Sync for Own {}

static OWN: OnceLock<Own> = OnceLock::new();
static REGISTERED: OnceLock<c_int> = OnceLock::new();

/// Makes the VFS known to SQLite.
pub(super) fn register() -> anyhow::Result<()> {
    let code = REGISTERED.get_or_init(|| {
        // SAFETY: both calls are documented to be safe from any thread; the table is never freed.
        unsafe {
            ffi::sqlite3_initialize();
            let own = ffi::sqlite3_vfs_find(ptr::null());
            if own.is_null() {
                return ffi::SQLITE_ERROR;
            }
            let name = CString::new(VFS).unwrap_or_default().into_raw();
            let table = ffi::sqlite3_vfs {
                szOsFile: (*own).szOsFile + size_of::<Shim>() as c_int,
                pNext: ptr::null_mut(),
                zName: name,
                xOpen: Some(open),
                xDelete: Some(delete),
                ..*own
            };
            OWN.get_or_init(|| Own(own));
            ffi::sqlite3_vfs_register(Box::into_raw(Box::new(table)), 0)
        }
    });
    ensure!(*code == ffi::SQLITE_OK, "SQLite doesn't take the failing disk: {code}");
    Ok(())
}

fn own() -> *mut ffi::sqlite3_vfs {
    OWN.get().map_or(ptr::null_mut(), |own| own.0)
}

/// The file of SQLite's own VFS.
unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    // SAFETY: there is room for it, see `szOsFile`.
    unsafe { file.cast::<u8>().add(size_of::<Shim>()).cast() }
}

unsafe fn place<'a>(file: *mut ffi::sqlite3_file) -> Option<&'a Place> {
    // SAFETY: set by `open`, freed by `close`.
    unsafe { (*file.cast::<Shim>()).place.as_ref() }
}

unsafe fn path_of(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: a name of SQLite ends with NUL.
    let bytes = unsafe { CStr::from_ptr(name) }.to_bytes();
    Some(Path::new(OsStr::from_bytes(bytes)).to_owned())
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: see the top.
    unsafe {
        let shim = file.cast::<Shim>();
        (*shim).base.pMethods = ptr::null();
        (*shim).place = ptr::null_mut();
        let path = path_of(name);
        let disk = path.as_deref().and_then(disk_of);
        if disk.as_ref().is_some_and(|disk| locked(disk).dead) {
            return ffi::SQLITE_CANTOPEN;
        }
        let Some(open) = (*own()).xOpen else { return ffi::SQLITE_ERROR };
        let code = open(own(), name, real(file), flags, out);
        if code == ffi::SQLITE_OK {
            if let (Some(path), Some(disk)) = (path, disk) {
                locked(&disk).opened(&path);
                (*shim).place = Box::into_raw(Box::new(Place { path, disk }));
            }
            (*shim).base.pMethods = &raw const METHODS;
        }
        code
    }
}

unsafe extern "C" fn delete(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    durably: c_int,
) -> c_int {
    // SAFETY: see the top.
    unsafe {
        if let Some(path) = path_of(name)
            && let Some(disk) = disk_of(&path)
        {
            let mut state = locked(&disk);
            if state.dead {
                return ffi::SQLITE_IOERR_DELETE;
            }
            state.deleted(&path);
        }
        match (*own()).xDelete {
            Some(delete) => delete(own(), name, durably),
            None => ffi::SQLITE_ERROR,
        }
    }
}

/// Calls a method of the real file.
macro_rules! pass {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        let real = real($file);
        match (*(*real).pMethods).$method {
            Some(method) => method(real $(, $argument)*),
            None => ffi::SQLITE_ERROR,
        }
    }};
}

unsafe fn length(file: *mut ffi::sqlite3_file) -> u64 {
    let mut size = 0;
    // SAFETY: see the top.
    unsafe { pass!(file, xFileSize, &raw mut size) };
    u64::try_from(size).unwrap_or(0)
}

/// What stands at `offset`; how much there is.
unsafe fn read_real(file: *mut ffi::sqlite3_file, offset: u64, into: &mut [u8]) -> usize {
    let (count, at) = (into.len() as c_int, offset.cast_signed());
    // SAFETY: see the top.
    let code = unsafe { pass!(file, xRead, into.as_mut_ptr().cast(), count, at) };
    if code == ffi::SQLITE_OK { into.len() } else { 0 }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: see the top.
    unsafe {
        let shim = file.cast::<Shim>();
        if !(*shim).place.is_null() {
            drop(Box::from_raw((*shim).place));
            (*shim).place = ptr::null_mut();
        }
        pass!(file, xClose)
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    count: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: see the top.
    unsafe {
        let Some(place) = place(file) else { return pass!(file, xWrite, bytes, count, offset) };
        let at = (offset.cast_unsigned(), count as u64, length(file));
        let read = |offset: u64, into: &mut [u8]| read_real(file, offset, into);
        let writing = locked(&place.disk).write(&place.path, at, read);
        match writing {
            Writing::Whole => pass!(file, xWrite, bytes, count, offset),
            Writing::Cut(count) => {
                pass!(file, xWrite, bytes, count as c_int, offset);
                ffi::SQLITE_IOERR_WRITE
            }
            Writing::Full => ffi::SQLITE_FULL,
            Writing::Dead => ffi::SQLITE_IOERR_WRITE,
        }
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: see the top.
    unsafe {
        if let Some(place) = place(file) {
            let now = length(file);
            let read = |offset: u64, into: &mut [u8]| read_real(file, offset, into);
            let may = locked(&place.disk).truncate(&place.path, size.cast_unsigned(), now, read);
            if !may {
                return ffi::SQLITE_IOERR_TRUNCATE;
            }
        }
        pass!(file, xTruncate, size)
    }
}

/// Durable is what the state says; the real disk isn't waited for.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: see the top.
    unsafe {
        let Some(place) = place(file) else { return pass!(file, xSync, flags) };
        let length = length(file);
        match locked(&place.disk).sync(&place.path, length) {
            true => ffi::SQLITE_OK,
            false => ffi::SQLITE_IOERR_FSYNC,
        }
    }
}

/// Methods that only pass on.
macro_rules! passing {
    ($($name:ident = $method:ident($($argument:ident: $type:ty),*);)+) => {$(
        unsafe extern "C" fn $name(file: *mut ffi::sqlite3_file $(, $argument: $type)*) -> c_int {
            // SAFETY: see the top.
            unsafe { pass!(file, $method $(, $argument)*) }
        }
    )+};
}

passing! {
    read = xRead(into: *mut c_void, count: c_int, offset: i64);
    file_size = xFileSize(size: *mut i64);
    lock = xLock(level: c_int);
    unlock = xUnlock(level: c_int);
    check_reserved = xCheckReservedLock(out: *mut c_int);
    control = xFileControl(what: c_int, with: *mut c_void);
    sector_size = xSectorSize();
    characteristics = xDeviceCharacteristics();
    shm_map = xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void);
    shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap = xShmUnmap(delete: c_int);
}

unsafe extern "C" fn shm_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: see the top.
    unsafe {
        let real = real(file);
        if let Some(barrier) = (*(*real).pMethods).xShmBarrier {
            barrier(real);
        }
    }
}

/// Version 2: without memory mapping, which would go past `write`.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
