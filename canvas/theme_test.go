package canvas

import (
	"image/color"
	"math"
	"testing"
)

func TestTextHasContrast(t *testing.T) {
	for _, theme := range []Theme{Light(), Dark()} {
		for _, ground := range []color.NRGBA{theme.Ground, theme.Floor} {
			for name, ink := range map[string]color.NRGBA{"ink": theme.Ink, "quiet": theme.Quiet} {
				if c := Contrast(ink, ground); c < 4.5 {
					t.Errorf("%s: %s on %v has contrast %.2f, want 4.5 (WCAG 2.1 AA)", theme.Name, name, ground, c)
				}
			}
		}
		for i, look := range theme.People {
			if c := Contrast(InkOn(look.Color, Dark().Ground, Light().Floor), look.Color); c < 4.5 {
				t.Errorf("%s: the initial on person %d has contrast %.2f, want 4.5", theme.Name, i, c)
			}
		}
	}
}

func TestContrastOfBlackAndWhiteIs21(t *testing.T) {
	if c := Contrast(RGB(0), RGB(0xFFFFFF)); math.Abs(c-21) > 1e-9 {
		t.Errorf("contrast %g, want 21", c)
	}
}

// hue returns the hue in degrees and the chroma, 0 to 1.
func hue(c color.NRGBA) (deg, chroma float64) {
	r, g, b := float64(c.R)/255, float64(c.G)/255, float64(c.B)/255
	top, low := max(r, g, b), min(r, g, b)
	chroma = top - low
	switch {
	case chroma == 0:
		return 0, 0
	case top == r:
		deg = 60 * math.Mod((g-b)/chroma+6, 6)
	case top == g:
		deg = 60 * ((b-r)/chroma + 2)
	default:
		deg = 60 * ((r-g)/chroma + 4)
	}
	return deg, chroma
}

// Signal colours are what a traffic light shows. The program's own colours
// hold neither its red nor its green, so nothing can be read as stop or go.
func TestNoColourIsASignal(t *testing.T) {
	for _, theme := range []Theme{Light(), Dark()} {
		own := []color.NRGBA{theme.Ground, theme.Floor, theme.Grid, theme.Ink, theme.Quiet, theme.Thread}
		for _, look := range theme.People {
			own = append(own, look.Color)
		}
		for _, c := range own {
			deg, chroma := hue(c)
			red, green := deg < 20 || deg > 345, deg > 80 && deg < 170
			if chroma > 0.2 && (red || green) {
				t.Errorf("%s: colour %v is a signal's (hue %.0f°)", theme.Name, c, deg)
			}
		}
	}
}

func TestEveryoneLooksDifferent(t *testing.T) {
	seen := map[Look]bool{}
	for n := range 24 {
		look := Light().Look(n)
		if seen[look] {
			t.Errorf("person %d looks like an earlier one", n)
		}
		seen[look] = true
	}
}

func TestBlobFadesWithoutAStep(t *testing.T) {
	b := Blob{Core: 0.4}
	last := 1.0
	for r := 0.0; r <= 1.2; r += 0.001 {
		o := b.Opacity(r)
		if o > last || last-o > 0.004 {
			t.Fatalf("opacity goes from %g to %g at %g", last, o, r)
		}
		last = o
	}
	if last != 0 || b.Opacity(0.4) != 1 {
		t.Errorf("opacity is %g at the edge and %g in the core, want 0 and 1", last, b.Opacity(0.4))
	}
}

func TestFadedAndMixedStayWithinBounds(t *testing.T) {
	if got := Faded(RGB(0x102030), 3).A; got != 255 {
		t.Errorf("faded by 3 has opacity %d", got)
	}
	if got := Mixed(RGB(0), RGB(0xFFFFFF), 0.5); got.R != 128 || got.A != 255 {
		t.Errorf("half way from black to white is %v", got)
	}
}
