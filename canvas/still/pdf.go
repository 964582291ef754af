package still

import (
	"fmt"
	"io"
	"math"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// ptPerPx is the size of a px on paper: 96 to the inch, as CSS has it.
const ptPerPx = 0.75

// PDF writes one page per list, in vectors, each as large as its list at 96 px
// to the inch. The fonts are part of the file.
func PDF(w io.Writer, lists ...*canvas.List) error {
	if len(lists) == 0 {
		return fmt.Errorf("picture: %w", ErrNoPage)
	}
	for _, list := range lists {
		if err := check(list); err != nil {
			return err
		}
	}
	p := paper{doc: document()}
	for _, list := range lists {
		p.page(list)
	}
	if err := p.doc.Output(w); err != nil {
		return fmt.Errorf("picture: write pdf: %w", err)
	}
	return nil
}

// family is the name under which the fonts are in the file.
const family = "Liberation Sans"

// document returns an empty document that says nothing of when it was made.
func document() *fpdf.Fpdf {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt"})
	long := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	doc.SetCatalogSort(true)
	doc.SetCreationDate(long)
	doc.SetModificationDate(long)
	doc.SetProducer("nabij", true)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	doc.SetCellMargin(0)
	doc.AddUTF8FontFromBytes(family, "", letters.File(false))
	doc.AddUTF8FontFromBytes(family, "B", letters.File(true))
	return doc
}

// paper draws onto the pages of a document.
type paper struct{ doc *fpdf.Fpdf }

func (p *paper) page(list *canvas.List) {
	p.doc.AddPageFormat("P", fpdf.SizeType{Wd: list.Width * ptPerPx, Ht: list.Height * ptPerPx})
	p.doc.SetLineCapStyle("round")
	p.doc.SetLineJoinStyle("round")
	p.fillColour(list.Ground)
	p.path(canvas.Rect{W: list.Width, H: list.Height}.Path())
	p.doc.DrawPath("F")
	for _, op := range list.Ops {
		p.draw(op)
	}
}

func (p *paper) draw(op canvas.Op) {
	if !canvas.Sound(op) {
		return
	}
	switch op := op.(type) {
	case canvas.Fill:
		p.fillColour(op.Color)
		p.path(op.Path)
		p.doc.DrawPath("F")
	case canvas.Stroke:
		p.stroke(op)
	case canvas.Blob:
		p.blob(op)
	case canvas.Text:
		p.text(op)
	}
}

func (p *paper) fillColour(c canvas.Colour) {
	p.doc.SetFillColor(int(c.R), int(c.G), int(c.B))
	p.doc.SetAlpha(float64(c.A)/255, "Normal")
}

func (p *paper) path(path canvas.Path) {
	for i, at := range path.Points {
		if i == 0 {
			p.doc.MoveTo(pt(at.X), pt(at.Y))
		} else {
			p.doc.LineTo(pt(at.X), pt(at.Y))
		}
	}
	if path.Closed {
		p.doc.ClosePath()
	}
}

func (p *paper) stroke(s canvas.Stroke) {
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = pt(d)
	}
	p.doc.SetDashPattern(dash, 0)
	p.doc.SetDrawColor(int(s.Color.R), int(s.Color.G), int(s.Color.B))
	p.doc.SetAlpha(float64(s.Color.A)/255, "Normal")
	p.doc.SetLineWidth(pt(s.Width))
	p.path(s.Path)
	p.doc.DrawPath("D")
}

// blobLayers is how many ellipses fade a blob: at 24 no step is seen in print.
const blobLayers = 24

// blob lays ellipses over each other, from the edge inwards, each as opaque as
// it must be for the pile to have the blob's opacity: PDF's own gradients have
// no transparency in the library.
func (p *paper) blob(b canvas.Blob) {
	through := 1.0 // share of the ground seen through the pile so far
	p.doc.SetFillColor(int(b.Color.R), int(b.Color.G), int(b.Color.B))
	for i := range blobLayers {
		inner := 1 - float64(i+1)/blobLayers
		r := b.Core + (1-b.Core)*(inner+0.5/blobLayers)
		want := 1 - b.Opacity(r)*float64(b.Color.A)/255
		p.doc.SetAlpha(math.Max(0, 1-want/through), "Normal")
		outer := b.Core + (1-b.Core)*(inner+1.0/blobLayers)
		p.doc.Ellipse(pt(b.Centre.X), pt(b.Centre.Y), pt(b.Long*outer), pt(b.Short*outer), -b.Angle*180/math.Pi, "F")
		through = want
		if through <= 0 {
			return
		}
	}
}

func (p *paper) text(t canvas.Text) {
	style := ""
	if t.Bold {
		style = "B"
	}
	words := letters.Shown(t.Words)
	p.doc.SetFont(family, style, pt(t.Size))
	p.doc.SetTextColor(int(t.Color.R), int(t.Color.G), int(t.Color.B))
	p.doc.SetAlpha(float64(t.Color.A)/255, "Normal")
	p.doc.Text(pt(startOf(t, words)), pt(t.At.Y), words)
}

// pt returns a length in points.
func pt(px float64) float64 { return px * ptPerPx }
