-- Devices are shown page by page, the newest first.
CREATE INDEX device_by_time ON device (ward, enrolled_at, device);
