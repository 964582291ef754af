package window

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// kind is what a file is taken for, by the end of its name.
type kind uint8

const (
	other kind = iota
	record
	roomFile
	clip
)

var kinds = map[string]kind{
	".nabij": record, ".yaml": roomFile, ".yml": roomFile,
	".mp4": clip, ".avi": clip, ".mkv": clip, ".mov": clip, ".webm": clip, ".m4v": clip,
}

func kindOf(name string) kind { return kinds[strings.ToLower(filepath.Ext(name))] }

// droppedFile finds a file that can be opened among those that were dropped on
// the window. Ebiten gives them as a file system whose files know their real
// path only through the operating system's own file.
func droppedFile(files fs.FS) (path string, is kind) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return "", other
	}
	for _, entry := range entries {
		is := kindOf(entry.Name())
		if entry.IsDir() || is == other {
			continue
		}
		f, err := files.Open(entry.Name())
		if err != nil {
			continue
		}
		real, named := f.(interface{ Name() string })
		f.Close()
		if named {
			if _, err := os.Stat(real.Name()); err == nil {
				return real.Name(), is
			}
		}
	}
	return "", other
}
