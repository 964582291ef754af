package window

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/ebitenui/ebitenui/widget"
	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/library"
)

// Browse is a library of records that a window shows.
type Browse struct {
	Library *library.Library
	// LookBack opens a record. It may take a while, and is called on a
	// goroutine of its own.
	LookBack func(ctx context.Context, path string) (*Show, error)
}

// shelves is the stage of a library.
type shelves struct {
	browse  *Browse
	painter *painter
	skin    *skin
	desk    desk
	version int // of the page that is on the desk
	after   func(error) stage
	bar     *widget.ProgressBar // of work; nil: there is none
	fields  []*widget.TextInput // the page's
	closed  bool

	ctx    context.Context
	cancel context.CancelFunc
	mu     sync.Mutex
	show   *Show // that was opened
	err    error
	worker sync.WaitGroup
}

func newShelves(b *Browse, painter *painter, skin *skin, after func(error) stage) *shelves {
	s := &shelves{browse: b, painter: painter, skin: skin, after: after, version: -1}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// rowWidth is how wide a row of the list is, in units of the layout, where the
// window is wide enough.
const rowWidth = 760

// wide is how wide a page is, in units of the layout.
func (s *shelves) wide() float64 { return s.skin.across(rowWidth) }

// lay makes a page.
func (s *shelves) lay(p *library.Page) *widget.Container {
	k := s.skin
	page := k.stack(14, k.line(letters.Shown(p.Title), &k.head, k.theme.Ink, s.wide()))
	for _, line := range p.Lines {
		page.AddChild(k.line(letters.Shown(line), &k.plain, k.theme.Quiet, s.wide()))
	}
	s.bar = nil
	if p.Share != nil {
		s.bar = k.progress(s.wide())
		page.AddChild(s.bar)
	}
	page.AddChild(k.gap(2))
	s.fields = nil
	for _, f := range p.Fields {
		page.AddChild(s.field(f))
	}
	if p.Wrong != "" {
		page.AddChild(k.line(p.Wrong, &k.plain, k.theme.Ink, s.wide()))
	}
	buttons := p.Buttons
	if len(p.Fields) > 0 && len(p.Rows) > 0 { // what is typed is searched for: the list comes after
		page.AddChild(s.minor(buttons[:1]))
		buttons = buttons[1:]
	}
	page.AddChild(s.rows(p)...)
	page.AddChild(k.gap(2), s.minor(buttons))
	return page
}

// minor are the buttons below a page, beside each other as far as they fit.
func (s *shelves) minor(buttons []library.Button) *widget.Container {
	k := s.skin
	var all []widget.PreferredSizeLocateableWidget
	for _, b := range buttons {
		words := letters.Fit(letters.Shown(b.Words), 18*k.unit, false, (s.wide()-44)*k.unit)
		button := k.pressed(words, b.Main, &k.plain, 120, 48, b.Do)
		button.GetWidget().Disabled = b.Disabled
		all = append(all, button)
	}
	return k.flow(rowWidth, all...)
}

// manyRows is from how many rows a page that lists what can be done has two
// columns.
const manyRows = 6

// twoColumns is how wide a page has to be for that, in units of the layout.
const twoColumns = 660

// rows is a page's list, with the main row over its whole width.
func (s *shelves) rows(p *library.Page) (all []widget.PreferredSizeLocateableWidget) {
	k, gap := s.skin, 14.0
	grid := widget.NewContainer(widget.ContainerOpts.Layout(
		widget.NewGridLayout(widget.GridLayoutOpts.Columns(2), widget.GridLayoutOpts.Spacing(k.px(gap), k.px(gap)))))
	for _, b := range p.Rows {
		width := s.wide()
		if b.About != "" {
			about := letters.Fit(letters.Shown(b.About), 16*k.unit, false, (width-48)*k.unit)
			all = append(all, k.choice(choice{letters.Fit(letters.Shown(b.Words), 21*k.unit, true, (width-48)*k.unit), about, b.Main, b.Disabled, width, b.Do}))
			continue
		}
		paired := len(p.Rows) >= manyRows && !b.Main && s.wide() > twoColumns
		if paired {
			width = (width - gap) / 2
		}
		button := k.press(letters.Fit(letters.Shown(b.Words), 18*k.unit, false, (width-40)*k.unit), b.Main, width, b.Do)
		button.GetWidget().Disabled = b.Disabled
		if paired {
			grid.AddChild(button)
		} else {
			all = append(all, button)
		}
	}
	if len(grid.Children()) > 0 {
		all = append(all, grid)
	}
	return all
}

// field is a field with its label, whose text the page keeps. What is longer
// than a line stands in full beneath it.
func (s *shelves) field(f *library.Field) *widget.Container {
	k, width := s.skin, min(choiceWidth, s.wide())
	if f.Long {
		width = s.wide()
	}
	whole := k.line("", &k.plain, k.theme.Quiet, width)
	show := func() {
		if f.Long {
			whole.Label = k.beyond(f.Text, width)
		}
	}
	field := k.text("", width, widget.TextInputOpts.Secure(f.Secret),
		widget.TextInputOpts.ChangedHandler(func(args *widget.TextInputChangedEventArgs) {
			f.Text = args.InputText
			show()
			s.desk.ui.Container.RequestRelayout()
		}))
	field.SetText(f.Text)
	field.CursorMoveEnd()
	show()
	s.fields = append(s.fields, field)
	return k.stack(6, k.line(f.Label, &k.small, k.theme.Quiet, s.wide()), field, whole)
}

// progress is a bar that fills as work goes on, of a width in units.
func (s *skin) progress(width float64) *widget.ProgressBar {
	track := &widget.ProgressBarImage{Idle: s.tile(s.theme.Floor, s.theme.Grid, 1.5)}
	fill := &widget.ProgressBarImage{Idle: s.tile(canvas.Mixed(s.theme.Floor, s.theme.Ink, 0.86), s.theme.Ground, 0)}
	return widget.NewProgressBar(
		widget.ProgressBarOpts.WidgetOpts(widget.WidgetOpts.MinSize(s.px(width), s.px(26))),
		widget.ProgressBarOpts.Images(track, fill), widget.ProgressBarOpts.Values(0, 1000, 0))
}

func (s *shelves) update(now time.Time) (again bool) {
	again = s.browse.Library.Update()
	page := s.put() // before any key: it is for what is shown
	if s.bar != nil && page.Share != nil {
		s.bar.SetCurrent(int(1000 * page.Share()))
	}
	s.desk.update()
	if inpututil.IsKeyJustPressed(ebiten.KeyEnter) || inpututil.IsKeyJustPressed(ebiten.KeyNumpadEnter) {
		s.entered(page)
	}
	if inpututil.IsKeyJustPressed(ebiten.KeyEscape) {
		s.browse.Library.Back()
	}
	if path, asked := s.browse.Library.Opened(); asked {
		s.lookBack(path)
	}
	return s.desk.awake(now) || again
}

// entered goes from a passphrase on to the field where it is repeated, and
// submits from any other field; a button answers the key itself.
func (s *shelves) entered(page *library.Page) {
	for i, field := range s.fields {
		if !field.IsFocused() {
			continue
		}
		if next := i + 1; next < len(s.fields) && page.Fields[next].Secret && page.Fields[next].Text == "" {
			s.desk.ui.SetFocusedWidget(s.fields[next])
		} else {
			page.Enter()
		}
		return
	}
}

// lookBack opens a record.
func (s *shelves) lookBack(path string) {
	s.worker.Add(1)
	go func() {
		defer s.worker.Done()
		show, err := s.browse.LookBack(s.ctx, path)
		s.mu.Lock()
		s.show, s.err = show, err
		s.mu.Unlock()
		wake()
	}()
}

// put puts the library's page on the desk, where it is not there yet.
func (s *shelves) put() *library.Page {
	page, version := s.browse.Library.Page()
	if s.version != version {
		s.version = version
		s.desk.put(s.skin, s.lay(page))
	}
	return page
}

func (s *shelves) draw(on *ebiten.Image, _ bool) {
	if size := on.Bounds().Size(); s.skin.size != size {
		s.skin.fit(size)
		s.version = -1
	}
	s.put()
	s.desk.draw(s.skin, on)
}

func (s *shelves) next() stage {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		s.browse.Library.Fail(s.err)
		s.err = nil
	}
	switch {
	case s.closed:
		return nil
	case s.browse.Library.Done():
		return s.after(nil)
	case s.show == nil:
		return s
	}
	browse, painter, skin, after := s.browse, s.painter, s.skin, s.after
	show := *s.show
	s.show = nil
	return show.stage(painter, skin, func(err error) stage {
		if err != nil {
			browse.Library.Fail(err)
		} else {
			browse.Library.Read() // something may have been added
		}
		return newShelves(browse, painter, skin, after)
	})
}

func (s *shelves) close() { s.closed = true }
func (s *shelves) caption() string {
	page, _ := s.browse.Library.Page()
	if page.Share != nil {
		return captioned(s.skin.said("start_opening"))
	}
	return captioned(letters.Shown(page.Title))
}

func (s *shelves) full() bool { return false }

// leave gives up what is being done, unless a record is being looked back at.
func (s *shelves) leave() {
	s.cancel()
	s.worker.Wait()
	if s.closed || s.browse.Library.Done() {
		s.browse.Library.Close()
	}
	if s.show != nil && s.show.Close != nil {
		if err := s.show.Close(); err != nil && !errors.Is(err, context.Canceled) {
			s.browse.Library.Fail(err)
		}
	}
}
