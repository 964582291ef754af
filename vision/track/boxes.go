package track

import "nabij/vision"

// between moves the box of somebody who is not seen from where it was before to
// where it is afterwards, evenly over the time; who is never seen again keeps
// hers.
func between(path []moment) {
	before := -1
	for i := range path {
		if path[i].body == nil {
			continue
		}
		for k := before + 1; before >= 0 && k < i; k++ {
			part := float64(path[k].at-path[before].at) / float64(path[i].at-path[before].at)
			path[k].box = blend(path[before].box, path[i].box, part)
		}
		before = i
	}
}

// blend is a box part of the way from a to b.
func blend(a, b vision.Box, part float64) vision.Box {
	mix := func(x, y float64) float64 { return x + part*(y-x) }
	return vision.Box{
		Left: mix(a.Left, b.Left), Top: mix(a.Top, b.Top),
		Width: mix(a.Width, b.Width), Height: mix(a.Height, b.Height),
	}
}
