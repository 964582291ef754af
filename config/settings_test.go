package config

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// FuzzSettings reads any file as settings: it gives settings that can be saved
// and read again, or none.
func FuzzSettings(f *testing.F) {
	f.Add([]byte("room: praktijk.yaml\nlanguage: nl\n"))
	f.Add([]byte("room: [1, 2\n"))
	f.Add([]byte("&a [*a, *a]"))
	path := filepath.Join(f.TempDir(), "settings.yaml")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := LoadSettings(path)
		if err := s.Save(path); err != nil {
			t.Fatal(err)
		}
		if again := LoadSettings(path); !reflect.DeepEqual(again, s) {
			t.Errorf("%+v, saved and read again %+v", s, again)
		}
	})
}
