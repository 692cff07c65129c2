"""Files: upload, type check and antivirus, download with access checks."""
