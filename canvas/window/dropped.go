package window

import (
	"io/fs"
	"os"
)

// droppedRecord finds a record among files that were dropped on the window.
// Ebiten gives them as a file system whose files know their real path only
// through the operating system's own file.
func droppedRecord(files fs.FS) (path string, found bool) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return "", false
	}
	for _, entry := range entries {
		if entry.IsDir() || !isRecord(entry.Name()) {
			continue
		}
		f, err := files.Open(entry.Name())
		if err != nil {
			continue
		}
		real, is := f.(interface{ Name() string })
		f.Close()
		if is {
			if _, err := os.Stat(real.Name()); err == nil {
				return real.Name(), true
			}
		}
	}
	return "", false
}
