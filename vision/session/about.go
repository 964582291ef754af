package session

import (
	"fmt"
	"time"
)

// About is one addition about a record as a whole. What is empty says nothing.
type About struct {
	Made    time.Time // wall clock
	Title   string    `json:",omitempty"` // a new title
	Note    string    `json:",omitempty"`
	Consent *Consent  `json:",omitempty"`
}

// Consent is what a participant agreed to, or took back.
type Consent struct {
	Who       string    // pseudonym
	On        time.Time // when it was given or withdrawn
	Withdrawn bool      `json:",omitempty"`
	Text      string    `json:",omitempty"` // what for, in the person's words
}

// About returns what was added about the record, in the order of adding.
func (r *Record) About() ([]About, error) {
	entries, err := r.texts(entryAbout)
	list := make([]About, len(entries))
	for i, e := range entries {
		if err := unmarshalText(e.data, &list[i]); err != nil {
			return list[:i], fmt.Errorf("record %q: %w at entry %d: %w", r.path, ErrDamaged, e.seq, err)
		}
	}
	return list, err
}

// Title returns the record's title: the last that was given.
func (r *Record) Title() (string, error) {
	title := r.header.Title
	list, err := r.About()
	for _, a := range list {
		if a.Title != "" {
			title = a.Title
		}
	}
	return title, err
}
