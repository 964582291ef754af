package window

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/text/v2"
	"github.com/hajimehoshi/ebiten/v2/vector"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/mesh"
)

// painter draws display lists on Ebiten's images.
type painter struct {
	regular, bold *text.GoTextFaceSource
	blobs         map[int]*ebiten.Image // by the core, in blobCores
	white         *ebiten.Image
	mesh          mesh.Mesh
	vertices      []ebiten.Vertex
}

func newPainter() (*painter, error) {
	p := &painter{blobs: map[int]*ebiten.Image{}, white: ebiten.NewImage(3, 3)}
	p.white.Fill(color.White)
	for source, bold := range map[**text.GoTextFaceSource]bool{&p.regular: false, &p.bold: true} {
		s, err := text.NewGoTextFaceSource(bytes.NewReader(letters.File(bold)))
		if err != nil {
			return nil, fmt.Errorf("font: %w", err)
		}
		*source = s
	}
	return p, nil
}

func (p *painter) draw(on *ebiten.Image, ops []canvas.Op) {
	for _, op := range ops {
		switch op := op.(type) {
		case canvas.Fill:
			p.fill(on, op)
		case canvas.Stroke:
			p.stroke(on, op)
		case canvas.Blob:
			p.blob(on, op)
		case canvas.Text:
			p.text(on, op)
		}
	}
}

// colour draws the mesh in a colour. All meshes take their colour from the same
// picture, so that Ebiten sends many of them to the graphics card as one.
func (p *painter) colour(on *ebiten.Image, c color.NRGBA) {
	alpha := float32(c.A) / 255
	r, g, b := float32(c.R)/255*alpha, float32(c.G)/255*alpha, float32(c.B)/255*alpha
	p.vertices = p.vertices[:0]
	for _, v := range p.mesh.Vertices {
		share := float32(v.Alpha)
		p.vertices = append(p.vertices, ebiten.Vertex{
			DstX: float32(v.X), DstY: float32(v.Y), SrcX: 1, SrcY: 1,
			ColorR: r * share, ColorG: g * share, ColorB: b * share, ColorA: alpha * share,
		})
	}
	opts := &ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
	on.DrawTriangles32(p.vertices, p.mesh.Indices, p.white, opts)
	p.mesh.Reset()
}

func (p *painter) fill(on *ebiten.Image, f canvas.Fill) {
	if r, ok := upright(f.Path); ok {
		vector.FillRect(on, float32(r.X), float32(r.Y), float32(r.W), float32(r.H), f.Color, false)
		return
	}
	if p.mesh.Fill(f.Path) {
		p.colour(on, f.Color)
		return
	}
	p.crossing(on, f)
}

// crossing fills a path that crosses itself, the slow way.
func (p *painter) crossing(on *ebiten.Image, f canvas.Fill) {
	var path vector.Path
	for i, at := range f.Path.Points {
		if i == 0 {
			path.MoveTo(float32(at.X), float32(at.Y))
		} else {
			path.LineTo(float32(at.X), float32(at.Y))
		}
	}
	path.Close()
	opts := &vector.DrawPathOptions{AntiAlias: true}
	opts.ColorScale.ScaleWithColor(f.Color)
	vector.FillPath(on, &path, nil, opts)
}

// upright returns the rectangle that a path is, if it is one: two triangles
// are much cheaper than a path.
func upright(path canvas.Path) (canvas.Rect, bool) {
	if len(path.Points) != 4 {
		return canvas.Rect{}, false
	}
	a, c := path.Points[0], path.Points[2]
	r := canvas.Rect{X: min(a.X, c.X), Y: min(a.Y, c.Y), W: math.Abs(c.X - a.X), H: math.Abs(c.Y - a.Y)}
	b, d := path.Points[1], path.Points[3]
	across := b == canvas.XY{X: c.X, Y: a.Y} && d == canvas.XY{X: a.X, Y: c.Y}
	down := b == canvas.XY{X: a.X, Y: c.Y} && d == canvas.XY{X: c.X, Y: a.Y}
	return r, across || down
}

func (p *painter) stroke(on *ebiten.Image, s canvas.Stroke) {
	for _, path := range mesh.Dashes(s.Path, s.Dash) {
		p.mesh.Stroke(path, s.Width)
	}
	p.colour(on, s.Color)
}

// The pictures of blobs: white, fading as the core says, of one size.
const (
	blobPx    = 128 // width and height
	blobCores = 64  // steps between no core and nothing but core
)

func (p *painter) blob(on *ebiten.Image, b canvas.Blob) {
	if b.Long <= 0 || b.Short <= 0 {
		return
	}
	opts := &ebiten.DrawImageOptions{Filter: ebiten.FilterLinear}
	opts.GeoM.Translate(-blobPx/2, -blobPx/2)
	opts.GeoM.Scale(2*b.Long/blobPx, 2*b.Short/blobPx)
	opts.GeoM.Rotate(b.Angle)
	opts.GeoM.Translate(b.Centre.X, b.Centre.Y)
	opts.ColorScale.ScaleWithColor(b.Color)
	on.DrawImage(p.faded(b), opts)
}

// faded returns the picture of a blob with the nearest core.
func (p *painter) faded(b canvas.Blob) *ebiten.Image {
	step := int(math.Round(max(0, min(1, b.Core)) * blobCores))
	if known := p.blobs[step]; known != nil {
		return known
	}
	shape := canvas.Blob{Core: float64(step) / blobCores}
	pix := make([]byte, 0, 4*blobPx*blobPx)
	for y := range blobPx {
		for x := range blobPx {
			r := math.Hypot(float64(x)+0.5-blobPx/2, float64(y)+0.5-blobPx/2) / (blobPx / 2)
			v := byte(math.Round(255 * shape.Opacity(r)))
			pix = append(pix, v, v, v, v)
		}
	}
	p.blobs[step] = ebiten.NewImage(blobPx, blobPx)
	p.blobs[step].WritePixels(pix)
	return p.blobs[step]
}

func (p *painter) text(on *ebiten.Image, t canvas.Text) {
	if t.Size < 0.5 || t.Words == "" {
		return
	}
	// Ebiten writes in whole px, rounded up, and letters would run into what
	// was laid out beside them.
	face := &text.GoTextFace{Source: p.regular, Size: max(1, math.Floor(t.Size))}
	if t.Bold {
		face.Source = p.bold
	}
	opts := &text.DrawOptions{}
	opts.GeoM.Translate(t.At.X, t.At.Y-face.Metrics().HAscent)
	opts.ColorScale.ScaleWithColor(t.Color)
	opts.PrimaryAlign = map[canvas.Align]text.Align{
		canvas.Start: text.AlignStart, canvas.Middle: text.AlignCenter, canvas.End: text.AlignEnd,
	}[t.Align]
	text.Draw(on, letters.Shown(t.Words), face, opts)
}

// film draws a picture as large as it fits into an area, and a colour around
// it. The copy that the
// graphics card gets is given back with the next drawing.
func (p *painter) film(on *ebiten.Image, picture *image.RGBA, area canvas.Rect, around color.NRGBA) {
	if picture == nil {
		return
	}
	p.fill(on, canvas.Fill{Path: area.Path(), Color: around})
	size := picture.Bounds().Size()
	copied := ebiten.NewImageFromImage(picture)
	defer copied.Deallocate()
	scale := min(area.W/float64(size.X), area.H/float64(size.Y))
	opts := &ebiten.DrawImageOptions{Filter: ebiten.FilterLinear}
	opts.GeoM.Scale(scale, scale)
	opts.GeoM.Translate(area.X+(area.W-scale*float64(size.X))/2, area.Y+(area.H-scale*float64(size.Y))/2)
	on.DrawImage(copied, opts)
}
