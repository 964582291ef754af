package golden

import (
	"image"
	"image/color"
	"testing"
)

func filled(c color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 100, 100))
	for i := range 100 * 100 {
		img.SetNRGBA(i%100, i/100, c)
	}
	return img
}

func TestDifferSeesWhatAnEyeSees(t *testing.T) {
	grey := filled(color.NRGBA{128, 128, 128, 255})
	almost := filled(color.NRGBA{128 + levels, 128, 128 - levels, 255})
	if off := Differ(grey, almost); off != 0 {
		t.Errorf("rounding counts as a difference: %g", off)
	}
	line := filled(color.NRGBA{128, 128, 128, 255})
	for x := range 100 {
		line.SetNRGBA(x, 40, color.NRGBA{150, 128, 128, 255})
	}
	if off := Differ(grey, line); off != 0.01 || off <= share {
		t.Errorf("a line of one pixel differs by %g, want 0.01", off)
	}
}
