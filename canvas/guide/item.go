package guide

import "nabij/canvas"

// Kind is what an item of the panel is.
type Kind uint8

// The kinds. The last four are widgets: the back end shows them.
const (
	Heading Kind = iota
	Text
	Small // text that may be overlooked
	Note  // text in a frame: what is the matter and what to do
	Gap
	Main // the button that leads on
	Button
	Choice // a button that stays chosen
	Field  // a line of text to type
)

// Item is one thing in the panel beside the picture.
type Item struct {
	Kind  Kind
	ID    string // of a widget
	Words string // what it says; a field's label
	Value string // of a field
	On    bool   // of a choice
	Off   bool   // cannot be used now
	Row   int    // items next to each other with one number above 0 share a row
	Low   bool   // stands at the bottom of the panel
	First bool   // has the keyboard when the page comes
	// Mark is a colour shown before the words; nil: none.
	Mark *canvas.Colour
}

// widget reports whether a back end has to show it.
func (i Item) widget() bool { return i.Kind >= Main }

// Widget is an item and where on the sheet it stands.
type Widget struct {
	Item
	At   canvas.Rect
	Size float64 // of its letters, px
}
