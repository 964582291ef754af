package export

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// clockLayout is RFC 3339 with milliseconds and offset.
const clockLayout = "2006-01-02T15:04:05.000Z07:00"

// number returns the shortest form of v that reads back as v, without an
// exponent; empty where v is not known.
func number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// seconds returns a time in seconds, exact to the nanosecond.
func seconds(t time.Duration) string {
	sign := ""
	ns := uint64(t)
	if t < 0 {
		sign, ns = "-", -ns
	}
	whole := sign + strconv.FormatUint(ns/1e9, 10)
	part := strconv.FormatUint(ns%1e9+1e9, 10)[1:]
	return strings.TrimSuffix(whole+"."+strings.TrimRight(part, "0"), ".")
}

func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(clockLayout)
}

// risky are the first bytes that make a spreadsheet run a cell, and the one
// that marks the cells kept from it.
const risky = "=+-@\t\r'"

// text keeps a spreadsheet from running a cell.
func text(s string) string {
	if s != "" && strings.IndexByte(risky, s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// untext is the way back.
func untext(s string) string { return strings.TrimPrefix(s, "'") }
