// Package golden compares pictures that tests make with pictures that were
// looked at and kept. Run a test with -update to keep what it makes now; look
// at the pictures before committing them.
package golden

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "keep the pictures made now as the golden ones")

// The tolerance. Rasterisers round differently where the processor fuses a
// multiplication with an addition (arm64 does, amd64 does not): that moves
// single pixels on edges by a few levels. A line moved by half a pixel, a
// changed colour or another letter changes far more.
const (
	levels = 6     // of 255, per channel
	share  = 0.001 // of all pixels may differ by more
)

// Compare fails the test where img is not the picture testdata/name.png. The
// picture that failed is saved, and the test says where.
func Compare(t testing.TB, name string, img image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		save(t, path, img)
		return
	}
	want, err := load(path)
	if err != nil {
		t.Errorf("%v (a new picture? run with -update and look at it)", err)
		return
	}
	if want.Bounds().Size() != img.Bounds().Size() {
		t.Errorf("%s is %v, want %v; see %s", name, img.Bounds().Size(), want.Bounds().Size(), keep(t, name, img))
		return
	}
	if off := Differ(want, img); off > share {
		t.Errorf("%s: %.2f %% of the pixels differ; see %s", name, 100*off, keep(t, name, img))
	}
}

// Same reports whether img is the picture testdata/name.png, for whoever waits
// until it is; never while the pictures are made anew.
func Same(name string, img image.Image) bool {
	want, err := load(filepath.Join("testdata", name+".png"))
	return !*update && err == nil && want.Bounds().Size() == img.Bounds().Size() && Differ(want, img) <= share
}

// Anew reports whether the pictures are made anew.
func Anew() bool { return *update }

// Differ returns the share of pixels of two pictures of one size that differ
// by more than the tolerance in some channel.
func Differ(a, b image.Image) float64 {
	size, off := a.Bounds().Size(), 0
	for y := range size.Y {
		for x := range size.X {
			p := color.NRGBAModel.Convert(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)).(color.NRGBA)
			q := color.NRGBAModel.Convert(b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)).(color.NRGBA)
			if apart(p.R, q.R) || apart(p.G, q.G) || apart(p.B, q.B) || apart(p.A, q.A) {
				off++
			}
		}
	}
	return float64(off) / float64(max(1, size.X*size.Y))
}

func apart(a, b uint8) bool { return max(a, b)-min(a, b) > levels }

// keep saves a picture that failed where it outlives the test.
func keep(t testing.TB, name string, img image.Image) string {
	dir, err := os.MkdirTemp("", "golden-")
	if err != nil {
		return err.Error()
	}
	path := filepath.Join(dir, filepath.Base(name)+".png")
	save(t, path, img)
	return path
}

func save(t testing.TB, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func load(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}
