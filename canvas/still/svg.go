package still

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// SVG writes the list as an SVG 1.1 of its size, in px. Text stays text, in
// Liberation Sans or what the reader has of the same widths.
func SVG(w io.Writer, list *canvas.List) error {
	if err := check(list); err != nil {
		return err
	}
	s := vector{out: bufio.NewWriter(w), fades: map[fade]int{}}
	s.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %[1]s %[2]s" font-family="'Liberation Sans', Arial, Helvetica, sans-serif">`+"\n",
		num(list.Width), num(list.Height))
	s.printf("<rect width=\"100%%\" height=\"100%%\"%s/>\n", paint("fill", list.Ground))
	for _, op := range list.Ops {
		s.draw(op)
	}
	s.printf("</svg>\n")
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("picture: write svg: %w", err)
	}
	return nil
}

// vector writes SVG elements. Write errors stick to the buffered writer and
// come out when it is flushed.
type vector struct {
	out   *bufio.Writer
	fades map[fade]int // the gradients written so far, by number
}

// fade is what one gradient of a blob depends on.
type fade struct {
	core  float64
	color canvas.Colour
}

func (s *vector) printf(format string, args ...any) { fmt.Fprintf(s.out, format, args...) }

func (s *vector) draw(op canvas.Op) {
	if !canvas.Sound(op) {
		return
	}
	switch op := op.(type) {
	case canvas.Fill:
		s.printf("<path d=\"%s\"%s/>\n", outline(op.Path), paint("fill", op.Color))
	case canvas.Stroke:
		s.stroke(op)
	case canvas.Blob:
		s.blob(op)
	case canvas.Text:
		s.text(op)
	}
}

func (s *vector) stroke(op canvas.Stroke) {
	dashes := ""
	if len(op.Dash) > 0 {
		parts := make([]string, len(op.Dash))
		for i, d := range op.Dash {
			parts[i] = num(d)
		}
		dashes = ` stroke-dasharray="` + strings.Join(parts, " ") + `"`
	}
	s.printf("<path d=\"%s\" fill=\"none\" stroke-width=\"%s\" stroke-linecap=\"round\" stroke-linejoin=\"round\"%s%s/>\n",
		outline(op.Path), num(op.Width), paint("stroke", op.Color), dashes)
}

func (s *vector) blob(b canvas.Blob) {
	id := s.fade(b)
	s.printf("<ellipse rx=\"%s\" ry=\"%s\" transform=\"translate(%s %s) rotate(%s)\" fill=\"url(#f%d)\"/>\n",
		num(b.Long), num(b.Short), num(b.Centre.X), num(b.Centre.Y), num(b.Angle*180/math.Pi), id)
}

// fade returns the number of the gradient for a blob, and writes it when it
// is new: eleven stops follow the smooth step to within 1 %.
func (s *vector) fade(b canvas.Blob) int {
	key := fade{math.Round(b.Core*1000) / 1000, b.Color}
	if id, known := s.fades[key]; known {
		return id
	}
	id := len(s.fades)
	s.fades[key] = id
	s.printf("<radialGradient id=\"f%d\">", id)
	for i := range 11 {
		r := key.core + (1-key.core)*float64(i)/10
		share := b.Opacity(r) * float64(b.Color.A) / 255
		s.printf(`<stop offset="%s" stop-color="%s" stop-opacity="%s"/>`, num(r), hex(b.Color), num(share))
	}
	s.printf("</radialGradient>\n")
	return id
}

func (s *vector) text(t canvas.Text) {
	anchor := map[canvas.Align]string{canvas.Start: "start", canvas.Middle: "middle", canvas.End: "end"}[t.Align]
	weight := ""
	if t.Bold {
		weight = ` font-weight="bold"`
	}
	s.printf("<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\"%s%s xml:space=\"preserve\">",
		num(t.At.X), num(t.At.Y), num(t.Size), anchor, weight, paint("fill", t.Color))
	_ = xml.EscapeText(s.out, []byte(letters.Shown(t.Words))) // sticks to the writer
	s.printf("</text>\n")
}

// outline returns a path in SVG's own language.
func outline(p canvas.Path) string {
	var d strings.Builder
	for i, at := range p.Points {
		if i == 0 {
			d.WriteByte('M')
		} else {
			d.WriteByte('L')
		}
		d.WriteString(num(at.X) + " " + num(at.Y))
	}
	if p.Closed {
		d.WriteByte('Z')
	}
	return d.String()
}

// paint returns the attributes that give a fill or a stroke its colour.
func paint(what string, c canvas.Colour) string {
	if c.A == 255 {
		return fmt.Sprintf(` %s="%s"`, what, hex(c))
	}
	return fmt.Sprintf(` %s="%s" %[1]s-opacity="%s"`, what, hex(c), num(float64(c.A)/255))
}

func hex(c canvas.Colour) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// num writes a number to a thousandth: finer than any eye or printer.
func num(v float64) string {
	return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
}
