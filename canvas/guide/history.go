package guide

// history remembers how something was, so that a step can be taken back. The
// values kept must not be changed afterwards.
type history[T any] struct{ before, after []T }

// mostSteps is how many steps are remembered.
const mostSteps = 200

// note remembers how it is now, before it is changed.
func (h *history[T]) note(now T) {
	h.before = append(h.before, now)
	if len(h.before) > mostSteps {
		h.before = h.before[1:]
	}
	h.after = nil
}

// undo returns how it was before the last change.
func (h *history[T]) undo(now T) (T, bool) { return swap(&h.before, &h.after, now) }

// redo takes an undo back.
func (h *history[T]) redo(now T) (T, bool) { return swap(&h.after, &h.before, now) }

func swap[T any](from, to *[]T, now T) (T, bool) {
	n := len(*from) - 1
	if n < 0 {
		return now, false
	}
	then := (*from)[n]
	*from, *to = (*from)[:n], append(*to, now)
	return then, true
}
