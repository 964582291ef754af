package guide

import (
	"math"
	"slices"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/vision"
	"nabij/vision/floor"
)

// accent is the colour of what the guide draws over the picture: the blue of
// Okabe and Ito, which no floor has.
var accent = canvas.RGB(0x0072B2)

// What is written over the picture is dark on light in every theme: the picture
// is none of it.
var paper, ink, faint = canvas.Light().Floor, canvas.Light().Ink, canvas.Light().Quiet

// line draws a line over the picture, on a light edge so that it shows on any
// ground.
func (d *drawing) line(points []vision.Pixel, closed bool, widthUnits float64, c canvas.Colour, dash ...float64) {
	if len(points) < 2 {
		return
	}
	path := canvas.Path{Closed: closed}
	for _, p := range points {
		path.Points = append(path.Points, d.look.at(p))
	}
	edge := paper
	if canvas.Contrast(c, edge) < 2 {
		edge = ink
	}
	for i := range dash {
		dash[i] *= d.unit
	}
	d.list.Add(
		canvas.Stroke{Path: path, Width: (widthUnits + 2.4) * d.unit, Color: canvas.Faded(edge, 0.65), Dash: dash},
		canvas.Stroke{Path: path, Width: widthUnits * d.unit, Color: c, Dash: dash},
	)
}

// handle draws something to take hold of, with its name.
func (d *drawing) handle(at vision.Pixel, name string, chosen bool) {
	p, r := d.look.at(at), 11*d.unit
	ground, letter := canvas.Faded(paper, 0.92), ink
	if chosen {
		ground, letter = accent, paper
	}
	// The name stands beside the place, so that the place itself is free.
	tag := canvas.XY{X: p.X + 17*d.unit, Y: p.Y - 17*d.unit}
	d.list.Add(
		canvas.Stroke{Path: circle(p, 7*d.unit), Width: 4 * d.unit, Color: canvas.Faded(paper, 0.9)},
		canvas.Stroke{Path: circle(p, 7*d.unit), Width: 2 * d.unit, Color: accent},
		canvas.Fill{Path: circle(p, 1.6*d.unit), Color: accent},
		canvas.Fill{Path: circle(tag, r), Color: ground}, canvas.Stroke{Path: circle(tag, r), Width: 1.5 * d.unit, Color: accent},
		canvas.Text{At: canvas.XY{X: tag.X, Y: tag.Y + 5*d.unit}, Size: math.Round(14 * d.unit), Bold: true, Align: canvas.Middle, Color: letter, Words: name},
	)
}

// label writes words beside a place in the picture.
func (d *drawing) label(at vision.Pixel, dx, dy float64, size float64, words string) {
	p := d.look.at(at)
	d.tag(canvas.XY{X: p.X + dx*d.unit, Y: p.Y + dy*d.unit}, size, words)
}

// tag writes words on a light ground, their middle at a place.
func (d *drawing) tag(at canvas.XY, size float64, words string) {
	size = math.Round(size * d.unit)
	w := letters.Width(words, size, false) + 0.9*size
	at = d.within(at, w, size)
	box := tagRect(at, w, size)
	d.tags = append(d.tags, box)
	d.list.Add(
		canvas.Fill{Path: box.Rounded(0.45 * size), Color: canvas.Faded(paper, 0.9)},
		canvas.Text{At: canvas.XY{X: at.X, Y: at.Y + 0.36*size}, Size: size, Align: canvas.Middle, Color: ink, Words: words},
	)
}

// tagRect is the ground of a tag of a width, its letters of a size, px.
func tagRect(at canvas.XY, w, size float64) canvas.Rect {
	return canvas.Rect{X: at.X - w/2, Y: at.Y - 0.75*size, W: w, H: 1.5 * size}
}

// within moves a tag at the picture's edge so that all of it is seen; one that
// is away from the picture stays away.
func (d *drawing) within(at canvas.XY, w, size float64) canvas.XY {
	in := d.sheet.Photo.To
	if !in.Inset(-w).Contains(at) {
		return at
	}
	return canvas.XY{
		X: max(in.X+w/2+2, min(in.X+in.W-w/2-2, at.X)), Y: max(in.Y+0.75*size+2, min(in.Y+in.H-0.75*size-2, at.Y)),
	}
}

// free reports whether a tag fits at a place: in the picture, on no other tag.
func (d *drawing) free(at canvas.XY, w, size float64) bool {
	box, in := tagRect(at, w, size).Inset(-3*d.unit), d.sheet.Photo.To
	if !in.Contains(canvas.XY{X: box.X, Y: box.Y}) || !in.Contains(canvas.XY{X: box.X + box.W, Y: box.Y + box.H}) {
		return false
	}
	return !slices.ContainsFunc(d.tags, box.Meets)
}

// onFloor returns where a line on the floor is seen, broken where the lens does
// not reach: at most as often as it has points.
func onFloor(ground *floor.Floor, points []floor.Point, closed bool) (parts [][]vision.Pixel) {
	if closed && len(points) > 0 {
		points = append(append([]floor.Point(nil), points...), points[0])
	}
	var part []vision.Pixel
	for i, p := range points {
		px, ok := ground.ToPicture(p, 0)
		if ok {
			part = append(part, px)
		}
		if !ok || i == len(points)-1 {
			if len(part) > 1 {
				parts = append(parts, part)
			}
			part = nil
		}
	}
	return parts
}

// floorLine draws a line that lies on the floor.
func (d *drawing) floorLine(ground *floor.Floor, points []floor.Point, closed bool, widthUnits float64, c canvas.Colour, dash ...float64) {
	for _, part := range onFloor(ground, points, closed) {
		d.line(part, false, widthUnits, c, dash...)
	}
}
