package library

// Page is what is to be shown now.
type Page struct {
	Title   string
	Lines   []string       // plain sentences under the title
	Share   func() float64 // how far the work is that the page is about, 0 to 1; nil: nobody knows
	Fields  []*Field       // to be filled in
	Wrong   string         // what is wrong with what was filled in
	Rows    []Button       // a list, one beneath the other
	Buttons []Button       // what can be done; Enter in a field presses the main one
}

// Field is a line to be filled in.
type Field struct {
	Label  string
	Text   string // what is in it: the window keeps this as it is typed
	Secret bool
	Long   bool // more than a line may be written: all of it is shown below
}

// Button is something to be pressed.
type Button struct {
	Words    string
	About    string // a second line; empty: there is none
	Main     bool
	Disabled bool
	Do       func()
}

// Enter presses the page's main button.
func (p *Page) Enter() {
	for _, b := range p.Buttons {
		if b.Main && !b.Disabled {
			b.Do()
			return
		}
	}
}
