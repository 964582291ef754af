// Package still draws a display list as a file, without a window: a PNG in
// px, an SVG and a PDF in vectors, with text as text. The same list gives the
// same bytes, today and tomorrow: no file holds the time at which it was made.
package still

import (
	"errors"
	"fmt"
	"math"

	"nabij/canvas"
)

// ErrSize tells that a picture has a size that nothing can be drawn on.
var ErrSize = errors.New("size is not between 1 and 20000 px")

// ErrNoPage tells that a document was asked for without a page.
var ErrNoPage = errors.New("there is no page")

// largest is the longest side of a picture, in px: 20,000 squared is 1.6 GB.
const largest = 20000

// check refuses a list that has no sheet.
func check(list *canvas.List) error {
	for _, side := range []float64{list.Width, list.Height} {
		if math.IsNaN(side) || side < 1 || side > largest {
			return fmt.Errorf("picture of %g by %g px: %w", list.Width, list.Height, ErrSize)
		}
	}
	return nil
}
