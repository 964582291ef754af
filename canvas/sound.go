package canvas

import "math"

// farthest is how far from the sheet's corner, in px, an operation may reach:
// rasterisers count in fixed point and overflow not far beyond.
const farthest = 1e6

// Sound reports whether an operation can be drawn at all: all its numbers are
// numbers, and none lies absurdly far away. Back ends leave out the others, so
// that one broken number costs one line and not the picture.
func Sound(op Op) bool {
	switch op := op.(type) {
	case Fill:
		return len(op.Path.Points) > 2 && soundPath(op.Path)
	case Stroke:
		return len(op.Path.Points) > 0 && op.Width > 0 && sound(op.Width) && sound(op.Dash...) && soundPath(op.Path)
	case Blob:
		return op.Long > 0 && op.Short > 0 && sound(op.Centre.X, op.Centre.Y, op.Long, op.Short, op.Angle, op.Core)
	case Text:
		return op.Size >= 0.5 && sound(op.At.X, op.At.Y, op.Size)
	}
	return false
}

func soundPath(p Path) bool {
	for _, at := range p.Points {
		if !sound(at.X, at.Y) {
			return false
		}
	}
	return true
}

func sound(numbers ...float64) bool {
	for _, v := range numbers {
		// Written so that a NaN fails.
		if !(math.Abs(v) <= farthest) {
			return false
		}
	}
	return true
}
