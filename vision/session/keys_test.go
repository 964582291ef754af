package session

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestKeyStoreDamage(t *testing.T) {
	keys := testKeys(t)
	id := newID()
	if err := keys.add(id, Key{1}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(keys.dir, practiceFile), keys.path(id)} {
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := range good { // each byte in turn, and each length
			bad := bytes.Clone(good)
			bad[at] ^= 0x10
			for _, data := range [][]byte{bad, good[:at]} {
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
				_, err := OpenKeys(keys.dir, "stap voor stap")
				if err == nil {
					_, err = keys.find(id)
				}
				wantHint(t, filepath.Base(path), err, ErrDamaged)
			}
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := keys.find(id); err != nil {
		t.Error(err)
	}
}

func TestKeyStoreIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // folders of a user are private there by other means
	}
	keys := testKeys(t)
	practice := filepath.Join(keys.dir, practiceFile)
	for _, c := range []struct {
		path        string
		open, close os.FileMode
	}{{keys.dir, 0o750, 0o700}, {practice, 0o640, 0o600}} {
		if err := os.Chmod(c.path, c.open); err != nil {
			t.Fatal(err)
		}
		_, err := OpenKeys(keys.dir, "stap voor stap")
		wantHint(t, c.path, err, ErrOpenToAll)
		if err := os.Chmod(c.path, c.close); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenKeys(keys.dir, "stap voor stap"); err != nil {
		t.Error(err)
	}
	_, err := OpenKeys(filepath.Join(t.TempDir(), "new"), "")
	wantHint(t, "empty passphrase", err, errNoPassphrase)
	// A new key store keeps its files to itself from the start.
	if info, err := os.Stat(practice); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
