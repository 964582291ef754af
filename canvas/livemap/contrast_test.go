package livemap_test

import (
	"image"
	"image/color"
	"math"
	"testing"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/livemap"
	"nabij/canvas/still"
	"nabij/vision/scene"
)

// TestEveryWordCanBeRead draws maps without their words, and looks at what lies
// behind each: its contrast is at least 4.5 (WCAG 2.1 AA) against what there is
// on average, over ribbons, trails and soft discs too.
func TestEveryWordCanBeRead(t *testing.T) {
	full := gathering("Anna", "Bert", "Carla", "Dirk", "Els", "Farid", "Griet", "Hans")
	full.Notices = []scene.Notice{{Kind: scene.Hidden, People: []string{"Bert"}}}
	for _, theme := range []canvas.Theme{canvas.Light(), canvas.Dark()} {
		for _, measure := range []bool{false, true} {
			for _, scale := range []float64{1, 2} {
				s := full
				if scale == 2 { // eight of that size cover each other
					s = gathering("Anna", "Bert", "Carla", "Dirk")
				}
				list := &canvas.List{Width: 1280, Height: 800}
				livemap.Draw(list, practiceRoom(), s, walked(s), livemap.Options{Theme: theme, Measure: measure, Scale: scale})
				checkContrast(t, theme.Name, list)
			}
		}
	}
}

func checkContrast(t *testing.T, name string, list *canvas.List) {
	t.Helper()
	bare := &canvas.List{Width: list.Width, Height: list.Height, Ground: list.Ground}
	for _, op := range list.Ops {
		if _, is := op.(canvas.Text); !is {
			bare.Add(op)
		}
	}
	img, err := still.Image(bare)
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range list.Ops {
		text, is := op.(canvas.Text)
		if !is {
			continue
		}
		ground := behind(img, text)
		if c := canvas.Contrast(over(text.Color, ground), ground); c < 4.5 {
			t.Errorf("%s: %q has contrast %.2f to %v", name, text.Words, c, ground)
		}
	}
}

// over is what a colour looks like on a ground.
func over(c, ground color.NRGBA) color.NRGBA {
	c.A, ground.A = 255, 255
	return canvas.Mixed(ground, c, 1)
}

// behind is the mean colour of a picture behind a text.
func behind(img image.Image, t canvas.Text) color.NRGBA {
	wide := letters.Width(letters.Shown(t.Words), t.Size, t.Bold)
	left := t.At.X - wide*map[canvas.Align]float64{canvas.Start: 0, canvas.Middle: 0.5, canvas.End: 1}[t.Align]
	area := image.Rect(int(left), int(t.At.Y-0.75*t.Size), int(math.Ceil(left+wide)), int(t.At.Y)).Intersect(img.Bounds())
	var r, g, b, n int
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			r, g, b, n = r+int(c.R), g+int(c.G), b+int(c.B), n+1
		}
	}
	n = max(1, n)
	return color.NRGBA{R: uint8(r / n), G: uint8(g / n), B: uint8(b / n), A: 255}
}
