package controls

// Line is a line of text that the panel asks for. The window shows a field for
// it over the map, which goes on below.
type Line struct {
	Asked string // what is asked for
	Text  string // what is there already
	Most  int    // signs it can hold: a few sentences
}

// mostSigns is how long a word or a note can be.
const mostSigns = 500

// writing is a line that is asked for; keep is told what was written.
type writing struct {
	line Line
	keep func(text string)
}

// write asks for a line, beginning with what is there; keep is told when it is
// answered, and nobody when it is given up.
func (p *Panel) write(asked, text string, keep func(text string)) {
	p.writing, p.stale = &writing{Line{asked, text, mostSigns}, keep}, true
}

// writeLive asks for a word to the moment marked last.
func (p *Panel) writeLive() {
	if p.marked == nil {
		p.acknowledge(p.say.Say("window_write_nothing"))
		return
	}
	m := *p.marked
	p.write(p.say.Say("window_write_word"), m.Word, func(text string) {
		m.Word = text
		if err := p.session.Edit(m); err != nil {
			p.fail(err)
			return
		}
		p.marked = &m
		p.acknowledge(p.say.Say("window_written"))
	})
}

// Asks returns the line that is asked for; nil where none is. Until it is
// answered or given up, keys are no commands.
func (p *Panel) Asks() *Line {
	if p.writing == nil {
		return nil
	}
	return &p.writing.line
}

// Answer keeps what was written to the line that is asked for.
func (p *Panel) Answer(text string) {
	w := p.writing
	if w == nil {
		return
	}
	p.writing, p.stale = nil, true
	if signs := []rune(text); len(signs) > mostSigns {
		text = string(signs[:mostSigns])
	}
	w.keep(text)
}

// GiveUp asks no longer, and keeps nothing.
func (p *Panel) GiveUp() { p.writing, p.stale = nil, true }
