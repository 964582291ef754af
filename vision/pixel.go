package vision

import "math"

// Pixel is a position in a picture, in px: U to the right, V downwards,
// measured from the centre of the top-left pixel.
type Pixel struct{ U, V float64 }

// Sub returns p - q, in px.
func (p Pixel) Sub(q Pixel) Pixel { return Pixel{p.U - q.U, p.V - q.V} }

// Distance returns the distance from p to q, in px.
func (p Pixel) Distance(q Pixel) float64 { return math.Hypot(p.U-q.U, p.V-q.V) }

// PixelCov is the covariance of a picture position, in px².
type PixelCov struct{ UU, UV, VV float64 }

// Isotropic returns the covariance of a position whose standard deviation is
// sigmaPx in every direction.
func Isotropic(sigmaPx float64) PixelCov {
	return PixelCov{UU: sigmaPx * sigmaPx, VV: sigmaPx * sigmaPx}
}

// Size is the size of a picture, in px.
type Size struct{ Width, Height int }

// Empty reports whether the size holds no pixel.
func (s Size) Empty() bool { return s.Width <= 0 || s.Height <= 0 }

// Box is an upright rectangle in a picture, in px. It may reach beyond the
// picture: clipping it would move the body it stands for.
type Box struct{ Left, Top, Width, Height float64 }

// Right returns the u of the right side.
func (b Box) Right() float64 { return b.Left + b.Width }

// Bottom returns the v of the lower side.
func (b Box) Bottom() float64 { return b.Top + b.Height }

// Centre returns the middle of the box.
func (b Box) Centre() Pixel { return Pixel{b.Left + b.Width/2, b.Top + b.Height/2} }

// Area returns the area in px², zero for an empty box.
func (b Box) Area() float64 { return max(0, b.Width) * max(0, b.Height) }

// Intersect returns the part that b and o share; its area is zero where they
// do not meet.
func (b Box) Intersect(o Box) Box {
	left, top := max(b.Left, o.Left), max(b.Top, o.Top)
	width := min(b.Right(), o.Right()) - left
	height := min(b.Bottom(), o.Bottom()) - top
	return Box{left, top, max(0, width), max(0, height)}
}

// IoU returns the intersection over the union of two boxes, 0 to 1.
func (b Box) IoU(o Box) float64 {
	shared := b.Intersect(o).Area()
	union := b.Area() + o.Area() - shared
	if union <= 0 {
		return 0
	}
	return shared / union
}

// Contains reports whether p lies in the box.
func (b Box) Contains(p Pixel) bool {
	return p.U >= b.Left && p.U <= b.Right() && p.V >= b.Top && p.V <= b.Bottom()
}
