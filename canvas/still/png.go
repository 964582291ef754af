package still

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"math"

	"git.sr.ht/~sbinet/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// PNG writes the list as a PNG of its size, in px.
func PNG(w io.Writer, list *canvas.List) error {
	img, err := Image(list)
	if err != nil {
		return err
	}
	if err := png.Encode(w, img); err != nil {
		return fmt.Errorf("picture: write png: %w", err)
	}
	return nil
}

// Image draws the list into an image of its size, in px, rounded.
func Image(list *canvas.List) (*image.RGBA, error) {
	if err := check(list); err != nil {
		return nil, err
	}
	width, height := int(math.Round(list.Width)), int(math.Round(list.Height))
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	r := raster{img: img, ctx: gg.NewContextForRGBA(img), faces: map[faceKey]font.Face{}}
	r.ctx.SetColor(list.Ground)
	r.ctx.Clear()
	for _, op := range list.Ops {
		r.draw(op)
	}
	return img, nil
}

// raster draws onto pixels.
type raster struct {
	img   *image.RGBA
	ctx   *gg.Context
	faces map[faceKey]font.Face
}

type faceKey struct {
	size float64
	bold bool
}

func (r *raster) draw(op canvas.Op) {
	if !canvas.Sound(op) {
		return
	}
	switch op := op.(type) {
	case canvas.Fill:
		r.ctx.SetColor(op.Color)
		r.path(op.Path)
		r.ctx.Fill()
	case canvas.Stroke:
		r.stroke(op)
	case canvas.Blob:
		r.blob(op)
	case canvas.Text:
		r.text(op)
	}
}

func (r *raster) path(p canvas.Path) {
	r.ctx.ClearPath()
	for _, at := range p.Points {
		r.ctx.LineTo(at.X, at.Y)
	}
	if p.Closed {
		r.ctx.ClosePath()
	}
}

func (r *raster) stroke(s canvas.Stroke) {
	r.ctx.SetColor(s.Color)
	r.ctx.SetLineWidth(s.Width)
	r.ctx.SetLineCapRound()
	r.ctx.SetLineJoinRound()
	r.ctx.SetDash(s.Dash...)
	r.path(s.Path)
	r.ctx.Stroke()
}

// blob fades pixel by pixel: no gradient of the drawing library follows an
// ellipse's own angle.
func (r *raster) blob(b canvas.Blob) {
	sin, cos := math.Sincos(b.Angle)
	reachX, reachY := math.Hypot(b.Long*cos, b.Short*sin), math.Hypot(b.Long*sin, b.Short*cos)
	area := image.Rect(
		int(math.Floor(b.Centre.X-reachX)), int(math.Floor(b.Centre.Y-reachY)),
		int(math.Ceil(b.Centre.X+reachX))+1, int(math.Ceil(b.Centre.Y+reachY))+1,
	).Intersect(r.img.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			dx, dy := float64(x)+0.5-b.Centre.X, float64(y)+0.5-b.Centre.Y
			radius := math.Hypot((dx*cos+dy*sin)/b.Long, (dy*cos-dx*sin)/b.Short)
			r.mix(x, y, b, b.Opacity(radius))
		}
	}
}

// mix puts share of the blob's colour over one pixel of the opaque picture.
func (r *raster) mix(x, y int, b canvas.Blob, share float64) {
	a := share * float64(b.Color.A) / 255
	if a <= 0 {
		return
	}
	pix := r.img.Pix[r.img.PixOffset(x, y):]
	over := func(under, top uint8) uint8 {
		return uint8(math.Round(float64(under) + a*(float64(top)-float64(under))))
	}
	pix[0], pix[1], pix[2] = over(pix[0], b.Color.R), over(pix[1], b.Color.G), over(pix[2], b.Color.B)
}

func (r *raster) text(t canvas.Text) {
	r.ctx.SetFontFace(r.face(t.Size, t.Bold))
	r.ctx.SetColor(t.Color)
	words := letters.Shown(t.Words)
	r.ctx.DrawString(words, startOf(t, words), t.At.Y)
}

// face returns the font at a size.
func (r *raster) face(size float64, bold bool) font.Face {
	key := faceKey{size, bold}
	if face, known := r.faces[key]; known {
		return face
	}
	parsed, err := opentype.Parse(letters.File(bold))
	if err != nil {
		panic("still: the embedded font cannot be read: " + err.Error())
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("still: the embedded font cannot be scaled: " + err.Error())
	}
	r.faces[key] = unkerned{face}
	return r.faces[key]
}

// unkerned sets letters at their own widths, as package letters measures them
// and as the PDF has them: one line is then as long in every back end.
type unkerned struct{ font.Face }

// Kern returns no kerning.
func (unkerned) Kern(rune, rune) fixed.Int26_6 { return 0 }

// startOf returns the x at which aligned words begin, in px.
func startOf(t canvas.Text, words string) float64 {
	width := letters.Width(words, t.Size, t.Bold)
	switch t.Align {
	case canvas.Middle:
		return t.At.X - width/2
	case canvas.End:
		return t.At.X - width
	}
	return t.At.X
}
