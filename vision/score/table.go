package score

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// table reads a CSV file with a head line, cell by cell by name.
type table struct {
	name    string
	rows    *csv.Reader
	columns map[string]int
	row     []string
	err     error // the first cell that could not be read
}

func newTable(name string, r io.Reader, need ...string) (*table, error) {
	t := &table{name: name, rows: csv.NewReader(r), columns: map[string]int{}}
	t.rows.ReuseRecord = true
	head, err := t.rows.Read()
	if err == io.EOF {
		return nil, fmt.Errorf("%s: empty, want a head line", name)
	}
	if err != nil {
		return nil, t.fail(err)
	}
	for i, column := range head {
		t.columns[strings.TrimPrefix(column, "\ufeff")] = i
	}
	for _, column := range need {
		if _, ok := t.columns[column]; !ok {
			return nil, fmt.Errorf("%s:1: no column %q", name, column)
		}
	}
	return t, nil
}

func (t *table) fail(err error) error {
	if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
		return fmt.Errorf("%s:%d: %w", t.name, bad.Line, bad.Err)
	}
	return fmt.Errorf("%s: %w", t.name, err)
}

// next goes to the next row; false at the end and at the first bad cell.
func (t *table) next() bool {
	if t.err != nil {
		return false
	}
	row, err := t.rows.Read()
	if err != nil {
		if err != io.EOF {
			t.err = t.fail(err)
		}
		return false
	}
	t.row = row
	return true
}

// text returns a cell, empty where there is no such column.
func (t *table) text(column string) string {
	if i, ok := t.columns[column]; ok {
		return t.row[i]
	}
	return ""
}

func (t *table) bad(column, want string) {
	if t.err == nil {
		line, _ := t.rows.FieldPos(t.columns[column])
		t.err = fmt.Errorf("%s:%d: %s: %q, want %s", t.name, line, column, t.text(column), want)
	}
}

func (t *table) frame() int {
	n, err := strconv.Atoi(t.text("frame"))
	if err != nil || n < 1 {
		t.bad("frame", "a whole number from 1")
	}
	return n
}

// number returns a finite number, or other where the cell is empty.
func (t *table) number(column string, other float64) float64 {
	cell := t.text(column)
	if cell == "" {
		return other
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.bad(column, "a number")
		return other
	}
	return v
}
