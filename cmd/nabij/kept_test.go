package main

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"nabij/vision"
	"nabij/vision/opencv"
	"nabij/vision/pipeline"
	"nabij/vision/score"
)

var keep = flag.String("keep", "", "folder of scenes whose sights are kept anew in testdata/rooms")

// TestKeptScenes checks that what the eye is remembered to have seen of the demo
// room is what it sees, and with -keep DIR writes the memory of every scene there.
func TestKeptScenes(t *testing.T) {
	kept := filepath.Join("..", "..", "testdata", "rooms")
	if *keep != "" {
		dirs, err := filepath.Glob(filepath.Join(*keep, "*", "truth.csv"))
		if err != nil || len(dirs) == 0 {
			t.Fatalf("no scenes in %q", *keep)
		}
		for _, dir := range dirs {
			scene := filepath.Dir(dir)
			writeKept(t, filepath.Join(kept, filepath.Base(scene)+".gob.gz"), lookAt(t, scene, 0))
		}
	}
	want := readKept(t, filepath.Join(kept, "s1-wood-curled.gob.gz"))
	got := lookAt(t, "demo", 40)
	for i, s := range got.Sights {
		if a, b := strong(s.Bodies), strong(want.Sights[i].Bodies); a != b {
			t.Errorf("frame %d: %d bodies are seen, %d were kept", s.Frame, a, b)
		}
	}
}

// strong counts the bodies about which no rounding decides.
func strong(bodies []vision.Body) (n int) {
	for _, b := range bodies {
		if b.Score > 0.6 {
			n++
		}
	}
	return n
}

// lookAt lets the eye see a scene's frames, all of them or the first.
func lookAt(t *testing.T, dir string, frames int) (k score.Kept) {
	t.Helper()
	s, err := openScene(dir)
	if err != nil {
		t.Fatal(err)
	}
	k.Room, k.Truth = s.ground.room, s.truth
	clip, err := opencv.OpenClip(s.clip)
	if err != nil {
		t.Fatal(err)
	}
	defer clip.Close()
	eye, err := opencv.NewEye(clip.Size(), opencv.EyeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer eye.Close()
	enough := os.ErrDeadlineExceeded
	err = pipeline.Follow(t.Context(), clip, eye, s.ground.options(0), func(m pipeline.Moment) error {
		m.Sight.Spent, m.Sight.Foreground = nil, nil
		k.Sights = append(k.Sights, m.Sight)
		if len(k.Sights) == frames {
			return enough
		}
		return nil
	})
	if err != nil && err != enough {
		t.Fatal(err)
	}
	return k
}

func writeKept(t *testing.T, path string, k score.Kept) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := k.Write(f); err != nil {
		t.Fatal(err)
	}
}

func readKept(t *testing.T, path string) score.Kept {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	k, err := score.ReadKept(f)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
