package opencv

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// look reads a file as a clip: an error with a hint, or frames of one size. A
// crash of the libraries would end the test's process.
func look(t *testing.T, path string, most int) (frames int) {
	clip, err := OpenClip(path)
	if err != nil {
		if hint(err) == "" {
			t.Errorf("no hint: %v", err)
		}
		return 0
	}
	defer clip.Close()
	for frames < most {
		frame, err := clip.Next(t.Context())
		if errors.Is(err, io.EOF) {
			return frames
		}
		if err != nil {
			if hint(err) == "" {
				t.Errorf("no hint: %v", err)
			}
			return frames
		}
		frame.Close()
		frames++
	}
	return frames
}

// TestFlippedBitsInClips flips bits all over a clip: in its head, in its index
// and in its pictures.
func TestFlippedBitsInClips(t *testing.T) {
	for _, c := range []struct {
		clip        string
		flips, good int
	}{{footage(t, 40), 120, 1000}, {demo + "clip.mp4", 40, 600}} {
		whole, err := os.ReadFile(c.clip)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "flipped"+filepath.Ext(c.clip))
		refused, good := 0, 0
		for i := range c.flips {
			if err := os.WriteFile(path, flipped(whole, i*len(whole)/c.flips), 0o600); err != nil {
				t.Fatal(err)
			}
			if n := look(t, path, 40); n == 0 {
				refused++
			} else {
				good += n
			}
		}
		t.Logf("%s: %d of %d refused, %d good frames in the others", filepath.Base(c.clip), refused, c.flips, good)
		if good < c.good {
			t.Errorf("%d good frames: a flipped bit costs everything", good)
		}
	}
}

// flipped is data with a bit flipped, or with a stretch of them.
func flipped(data []byte, at int) []byte {
	out := append([]byte(nil), data...)
	out[at] ^= 1 << (at % 8)
	if at%3 == 0 {
		for i := at; i < min(at+64, len(out)); i++ {
			out[i] ^= byte(i * 37)
		}
	}
	return out
}

// FuzzClip opens anything as a clip.
func FuzzClip(f *testing.F) {
	whole, err := os.ReadFile(footage(f, 10))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("RIFF\x10\x00\x00\x00AVI LIST"))
	f.Add([]byte("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "any.mp4")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		look(t, path, 100)
	})
}
