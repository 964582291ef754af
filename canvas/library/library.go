package library

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"nabij/canvas/words"
)

// Library is the pages of the records. Make one with [New]. It is for one
// goroutine.
type Library struct {
	// Plainly says an error in words for people; nil: as it is, in the language.
	Plainly func(error) error

	say   *words.Speaker
	shelf Shelf
	now   func() time.Time

	page    Page
	version int
	lay     func() // makes the page anew
	back    func() // what Escape does
	list    []Entry
	find    string
	due     bool // only those whose time is over, or whose consent was taken back
	work    *work
	open    string
	done    bool
}

// New returns the pages of a shelf. The list is being read at first.
func New(shelf Shelf, lang words.Lang) *Library {
	l := &Library{say: words.For(lang), shelf: shelf, now: time.Now}
	l.Read()
	return l
}

// Page returns what is to be shown, and a number that changes with it.
func (l *Library) Page() (*Page, int) { return &l.page, l.version }

// Done reports whether the library was left.
func (l *Library) Done() bool { return l.done }

// Opened returns the record that is to be looked back at, once.
func (l *Library) Opened() (path string, asked bool) {
	path, l.open = l.open, ""
	return path, path != ""
}

// Back leaves the page for the one before it.
func (l *Library) Back() {
	if l.back != nil {
		l.back()
	}
}

// Fail shows what went wrong outside of the library, such as with a record
// that cannot be looked back at.
func (l *Library) Fail(err error) {
	l.tell(l.say.Say("library_trouble"), []string{l.trouble(err)}, l.front)
}

// Close gives up what is being done and waits for its end.
func (l *Library) Close() {
	if l.work != nil {
		l.work.cancel()
		<-l.work.ended
	}
}

// show puts a page in place; lay makes it, and back leaves it.
func (l *Library) show(lay func() Page, back func()) {
	l.back = back
	l.lay = func() { l.page = lay(); l.version++ }
	l.lay()
}

// work is something that lasts.
type work struct {
	cancel   context.CancelFunc
	ended    chan struct{}
	then     func() // set before ended is closed
	done, of atomic.Int64
}

// share is how far it is, 0 to 1; less where it did not say yet.
func (w *work) share() float64 {
	of := w.of.Load()
	if of <= 0 {
		return -1
	}
	return min(1, float64(w.done.Load())/float64(of))
}

// Update takes what work came to. It returns whether it has to be asked again
// soon though nothing is pressed.
func (l *Library) Update() (again bool) {
	w := l.work
	if w == nil {
		return false
	}
	select {
	case <-w.ended:
		l.work = nil
		w.then()
		return l.work != nil
	default:
		return true
	}
}

// do runs something that lasts; then says on the library's goroutine what
// follows when it went well. What went wrong has a page, after which comes
// back.
func (l *Library) do(title words.ID, run func(context.Context, Tell) error, then, back func()) {
	ctx, cancel := context.WithCancel(context.Background())
	w := &work{cancel: cancel, ended: make(chan struct{})}
	l.work = w
	l.show(func() Page { return l.busy(title, w) }, cancel)
	go func() {
		defer close(w.ended)
		defer cancel()
		err := run(ctx, func(done, of int) { w.done.Store(int64(done)); w.of.Store(int64(of)) })
		switch {
		case err == nil:
			w.then = then
		case errors.Is(err, context.Canceled):
			w.then = back
		default:
			w.then = func() { l.tell(l.say.Say("library_trouble"), []string{l.trouble(err)}, back) }
		}
	}()
}

// busy is the page of work: how far it is, and the way out.
func (l *Library) busy(title words.ID, w *work) Page {
	return Page{
		Title: l.say.Say(title), Lines: []string{l.say.Say("start_opening")}, Share: w.share,
		Buttons: []Button{{Words: l.say.Say("library_stop"), Do: w.cancel}},
	}
}

// trouble is an error with what can be done about it.
func (l *Library) trouble(err error) string {
	if l.Plainly != nil {
		err = l.Plainly(err)
	}
	return l.say.Trouble(err)
}

// tell shows lines, after which comes back.
func (l *Library) tell(title string, lines []string, back func()) {
	l.show(func() Page {
		return Page{Title: title, Lines: lines, Buttons: []Button{{Words: l.say.Say("passphrase_back"), Main: true, Do: back}}}
	}, back)
}

// form is a page with fields. Submit returns what is wrong with them; empty
// where all is well, and then it has gone on itself.
func (l *Library) form(title string, lines []string, fields []*Field, main words.ID, submit func() (wrong string), back func()) {
	l.formWith(title, lines, fields, nil, main, submit, back)
}

// formWith is a form with rows that fill its fields.
func (l *Library) formWith(title string, lines []string, fields []*Field, rows []Button, main words.ID, submit func() (wrong string), back func()) {
	wrong := ""
	l.show(func() Page {
		return Page{Title: title, Lines: lines, Fields: fields, Rows: rows, Wrong: wrong, Buttons: []Button{
			{Words: l.say.Say(main), Main: true, Do: func() {
				if wrong = submit(); wrong != "" {
					l.lay()
				}
			}},
			{Words: l.say.Say("passphrase_back"), Do: back},
		}}
	}, back)
}

// change does something short, reads the list again and goes on with after.
func (l *Library) change(what func() error, after func()) {
	l.do("library_title", func(ctx context.Context, _ Tell) error {
		if err := what(); err != nil {
			return err
		}
		list, err := l.shelf.List(ctx)
		l.list = list
		return err
	}, after, after)
}
