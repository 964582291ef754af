package guide

import (
	"math"

	"nabij/canvas"
	"nabij/canvas/letters"
)

// The panel's measures, in units.
const (
	panelWide  = 372
	panelEdge  = 24
	panelSpace = 11
)

// layout puts items into a panel.
type layout struct {
	list    *canvas.List
	theme   canvas.Theme
	unit    float64 // px
	widgets []Widget
}

// place puts the items into the panel: from the top down, the low ones at the
// bottom. Where they do not fit, everything becomes a little smaller.
func place(list *canvas.List, theme canvas.Theme, unit float64, panel canvas.Rect, items []Item) []Widget {
	var high, low []Item
	for _, i := range items {
		if i.Low {
			low = append(low, i)
		} else {
			high = append(high, i)
		}
	}
	l := layout{list: list, theme: theme, unit: unit}
	inner := panel.Inset(panelEdge * unit)
	for l.unit > 0.55*unit && l.height(high, inner.W)+l.height(low, inner.W)+panelSpace*l.unit > inner.H {
		l.unit *= 0.97
	}
	l.column(high, canvas.XY{X: inner.X, Y: inner.Y}, inner.W)
	l.column(low, canvas.XY{X: inner.X, Y: inner.Y + inner.H - l.height(low, inner.W)}, inner.W)
	return l.widgets
}

// rows groups items that stand beside one another.
func rows(items []Item) (rows [][]Item) {
	for i, item := range items {
		if last := len(rows) - 1; i > 0 && item.Row > 0 && item.Row == items[i-1].Row {
			rows[last] = append(rows[last], item)
			continue
		}
		rows = append(rows, []Item{item})
	}
	return rows
}

func (l *layout) height(items []Item, width float64) (height float64) {
	for i, row := range rows(items) {
		if i > 0 {
			height += panelSpace * l.unit
		}
		height += l.rowHeight(row, width)
	}
	return height
}

func (l *layout) rowHeight(row []Item, width float64) (height float64) {
	each := l.share(row, width)
	for _, item := range row {
		height = max(height, l.itemHeight(item, each))
	}
	return height
}

// share is how wide each item of a row is.
func (l *layout) share(row []Item, width float64) float64 {
	n := float64(len(row))
	return (width - (n-1)*panelSpace*l.unit) / n
}

// size is how large an item's letters are, whole px: between two of them letters
// are set wider on a screen than they are measured.
func (l *layout) size(k Kind) float64 {
	return math.Round(l.unit * map[Kind]float64{Heading: 25, Text: 17, Small: 14.5, Note: 16, Main: 19, Button: 16, Choice: 16, Field: 17}[k])
}

// lines breaks an item's words to a width.
func (l *layout) lines(item Item, width float64) []string {
	if item.Mark != nil {
		width -= markWide * l.unit
	}
	if item.Kind == Note {
		width -= 2 * noteEdge * l.unit
	}
	return letters.Wrap(letters.Shown(item.Words), l.size(item.Kind), item.Kind == Heading, width, 12)
}

// Measures of parts of items, in units.
const (
	markWide   = 26
	noteEdge   = 12
	labelSize  = 14
	labelSpace = 20
)

func (l *layout) itemHeight(item Item, width float64) float64 {
	switch item.Kind {
	case Main:
		return 54 * l.unit
	case Button, Choice:
		return 44 * l.unit
	case Field:
		return (44 + labelSpace) * l.unit
	case Gap:
		return 4 * l.unit
	case Note:
		return float64(len(l.lines(item, width)))*1.32*l.size(Note) + 2*noteEdge*l.unit
	}
	return float64(len(l.lines(item, width))) * 1.32 * l.size(item.Kind)
}

func (l *layout) column(items []Item, at canvas.XY, width float64) {
	for _, row := range rows(items) {
		each, height := l.share(row, width), l.rowHeight(row, width)
		for k, item := range row {
			x := at.X + float64(k)*(each+panelSpace*l.unit)
			l.item(item, canvas.Rect{X: x, Y: at.Y, W: each, H: height})
		}
		at.Y += height + panelSpace*l.unit
	}
}

// item draws a text, or keeps a widget.
func (l *layout) item(item Item, r canvas.Rect) {
	size := l.size(item.Kind)
	switch {
	case item.Kind == Field:
		small := math.Round(labelSize * l.unit)
		label := letters.Fit(letters.Shown(item.Words), small, false, r.W)
		l.list.Add(canvas.Text{At: canvas.XY{X: r.X, Y: r.Y + 13*l.unit}, Size: small, Color: l.theme.Quiet, Words: label})
		r.Y, r.H = r.Y+labelSpace*l.unit, r.H-labelSpace*l.unit
		l.widgets = append(l.widgets, Widget{item, r, size})
	case item.widget():
		if item.Mark != nil {
			l.dot(*item.Mark, canvas.XY{X: r.X + 9*l.unit, Y: r.Y + r.H/2})
			r.X, r.W = r.X+markWide*l.unit, r.W-markWide*l.unit
		}
		item.Words = letters.Fit(letters.Shown(item.Words), size, item.Kind == Main, r.W-12*l.unit)
		l.widgets = append(l.widgets, Widget{item, r, size})
	case item.Kind == Note:
		l.list.Add(
			canvas.Fill{Path: r.Rounded(10 * l.unit), Color: l.theme.Floor},
			canvas.Stroke{Path: r.Rounded(10 * l.unit), Width: 1.2 * l.unit, Color: canvas.Mixed(l.theme.Grid, l.theme.Ink, 0.35)},
		)
		l.text(item, r.Inset(noteEdge*l.unit), r.W, l.theme.Ink)
	case item.Kind != Gap:
		ink := l.theme.Ink
		if item.Kind == Small {
			ink = l.theme.Quiet
		}
		l.text(item, r, r.W, ink)
	}
}

// text writes an item's lines into a rectangle.
func (l *layout) text(item Item, r canvas.Rect, width float64, ink canvas.Colour) {
	size := l.size(item.Kind)
	if item.Mark != nil {
		l.dot(*item.Mark, canvas.XY{X: r.X + 8*l.unit, Y: r.Y + 0.66*size})
		r.X += markWide * l.unit
	}
	for i, line := range l.lines(item, width) {
		l.list.Add(canvas.Text{
			At: canvas.XY{X: r.X, Y: r.Y + (float64(i)*1.32+1)*size}, Size: size, Bold: item.Kind == Heading, Color: ink, Words: line,
		})
	}
}

// dot draws a colour.
func (l *layout) dot(c canvas.Colour, at canvas.XY) {
	dot := circle(at, 8*l.unit)
	l.list.Add(canvas.Fill{Path: dot, Color: c}, canvas.Stroke{Path: dot, Width: l.unit, Color: l.theme.Quiet})
}

func circle(at canvas.XY, radius float64) canvas.Path {
	return canvas.Rect{X: at.X - radius, Y: at.Y - radius, W: 2 * radius, H: 2 * radius}.Rounded(radius)
}
