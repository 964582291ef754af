package still_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"math"
	"strings"
	"testing"

	"nabij/canvas"
	"nabij/canvas/golden"
	"nabij/canvas/still"
)

// everything holds each kind of operation, with letters of three alphabets.
func everything() *canvas.List {
	l := &canvas.List{Width: 320, Height: 200, Ground: canvas.Light().Ground}
	blue, ink := canvas.RGB(0x0072B2), canvas.RGB(0x23282E)
	l.Add(
		canvas.Fill{Path: canvas.Rect{X: 20, Y: 20, W: 120, H: 80}.Path(), Color: canvas.Faded(blue, 0.3)},
		canvas.Stroke{Path: canvas.Path{Points: []canvas.XY{{X: 30, Y: 150}, {X: 150, Y: 120}, {X: 140, Y: 180}}}, Width: 9, Color: ink},
		canvas.Stroke{Path: canvas.Rect{X: 170, Y: 120, W: 120, H: 50}.Path(), Width: 3, Color: blue, Dash: []float64{9, 6}},
		canvas.Blob{Centre: canvas.XY{X: 230, Y: 60}, Long: 70, Short: 30, Angle: math.Pi / 6, Core: 0.3, Color: canvas.Faded(blue, 0.8)},
		canvas.Text{At: canvas.XY{X: 30, Y: 60}, Size: 20, Color: ink, Words: "Anaïs λ Ж"},
		canvas.Text{At: canvas.XY{X: 310, Y: 190}, Size: 14, Bold: true, Align: canvas.End, Color: ink, Words: "<einde> & 李"},
	)
	return l
}

func TestPNGLooksAsItDid(t *testing.T) {
	img, err := still.Image(everything())
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "everything", img)
}

func TestBlobIsAsOpaqueAsItSays(t *testing.T) {
	black, white := canvas.RGB(0), canvas.RGB(0xFFFFFF)
	l := &canvas.List{Width: 201, Height: 201, Ground: white}
	b := canvas.Blob{Centre: canvas.XY{X: 100.5, Y: 100.5}, Long: 100, Short: 50, Angle: math.Pi / 2, Core: 0.2, Color: black}
	l.Add(b)
	img, err := still.Image(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		x, y int
		r    float64
	}{{100, 100, 0}, {100, 150, 0.5}, {125, 100, 0.5}, {100, 190, 0.9}, {160, 100, 1.2}} {
		want := 255 * (1 - b.Opacity(p.r))
		if got := float64(img.RGBAAt(p.x, p.y).R); math.Abs(got-want) > 1 {
			t.Errorf("at %d, %d grey %g, want %g", p.x, p.y, got, want)
		}
	}
}

func TestSameListGivesSameBytes(t *testing.T) {
	writers := map[string]func(io.Writer, *canvas.List) error{
		"png": still.PNG, "svg": still.SVG,
		"pdf": func(w io.Writer, l *canvas.List) error { return still.PDF(w, l, l) },
	}
	for name, write := range writers {
		var a, b bytes.Buffer
		if err := errors.Join(write(&a, everything()), write(&b, everything())); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) || a.Len() == 0 {
			t.Errorf("%s: two drawings of one list differ", name)
		}
	}
}

func TestSVGIsWellFormedAndHoldsItsText(t *testing.T) {
	l := everything()
	l.Add(canvas.Fill{Path: canvas.Path{Points: []canvas.XY{{X: math.NaN(), Y: math.Inf(1)}}}, Color: l.Ground})
	var out bytes.Buffer
	if err := still.SVG(&out, l); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for d := xml.NewDecoder(bytes.NewReader(out.Bytes())); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if words, is := token.(xml.CharData); is {
			text.Write(words)
		}
	}
	for _, want := range []string{"Anaïs λ Ж", "<einde> & □"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in the svg's text %q", want, text.String())
		}
	}
	if strings.Contains(out.String(), "NaN") || strings.Contains(out.String(), "Inf") {
		t.Error("the svg holds what is no number")
	}
}

func TestPDFHasAPagePerList(t *testing.T) {
	var out bytes.Buffer
	if err := still.PDF(&out, everything(), everything(), everything()); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) || !bytes.Contains(out.Bytes(), []byte("/Count 3")) {
		t.Error("the document is no pdf of three pages")
	}
	if err := still.PDF(io.Discard); !errors.Is(err, still.ErrNoPage) {
		t.Errorf("a pdf without pages: %v, want %v", err, still.ErrNoPage)
	}
}

func TestOddSizesAreRefused(t *testing.T) {
	for _, side := range []float64{0, -1, math.NaN(), math.Inf(1), 1e6} {
		l := &canvas.List{Width: 100, Height: side}
		for _, err := range []error{still.PNG(io.Discard, l), still.SVG(io.Discard, l), still.PDF(io.Discard, l)} {
			if !errors.Is(err, still.ErrSize) {
				t.Errorf("height %g: %v, want %v", side, err, still.ErrSize)
			}
		}
	}
}

// full is a target without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestFullTargetIsTold(t *testing.T) {
	for _, err := range []error{still.PNG(full{}, everything()), still.SVG(full{}, everything()), still.PDF(full{}, everything())} {
		if err == nil || !strings.Contains(err.Error(), "no room") {
			t.Errorf("writing to a full target: %v", err)
		}
	}
}

func TestOddOperationsAreDrawnSensibly(t *testing.T) {
	l := &canvas.List{Width: 50, Height: 50, Ground: color.NRGBA{A: 255}}
	nan := math.NaN()
	l.Add(
		canvas.Fill{}, canvas.Stroke{Width: 3}, canvas.Blob{}, canvas.Text{Words: "x"},
		canvas.Stroke{Path: canvas.Path{Points: []canvas.XY{{X: 3, Y: 3}}}, Width: 3},
		canvas.Blob{Centre: canvas.XY{X: nan, Y: nan}, Long: 5, Short: 5},
		canvas.Blob{Centre: canvas.XY{X: 10, Y: 10}, Long: 5, Short: 5, Core: 1, Color: canvas.RGB(0xFF)},
		canvas.Fill{Path: canvas.Path{Points: []canvas.XY{{X: nan, Y: 1}, {X: 2, Y: 2}, {X: 9, Y: 4}}}},
	)
	for _, err := range []error{still.PNG(io.Discard, l), still.SVG(io.Discard, l), still.PDF(io.Discard, l)} {
		if err != nil {
			t.Error(err)
		}
	}
}
