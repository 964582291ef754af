package window

import (
	"os"
	"path/filepath"
	"testing"
)

// TestDroppedFiles drops files as the system gives them: the first that can be
// opened is, by the end of its name.
func TestDroppedFiles(t *testing.T) {
	for name, want := range map[string]kind{
		"a.nabij": record, "Kamer.YAML": roomFile, "b.yml": roomFile, "film.mp4": clip, "film.MOV": clip,
		"brief.docx": other, "nabij": other,
	} {
		dir := t.TempDir()
		for _, file := range []string{"0.txt", name} {
			if err := os.WriteFile(filepath.Join(dir, file), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		path, is := droppedFile(os.DirFS(dir))
		if is != want || want != other && path != filepath.Join(dir, name) {
			t.Errorf("%s: opened %q as %d, want %d", name, path, is, want)
		}
	}
}
