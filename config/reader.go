package config

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// reader walks a node tree and collects what is wrong in it. Its methods
// return zero values for what they refuse, so that reading can go on.
type reader struct {
	file   string
	faults Faults
}

// fault notes what is wrong at a node; line 0 where there is no node.
func (r *reader) fault(n *yaml.Node, at, fix, format string, args ...any) {
	line := 0
	if n != nil {
		line = n.Line
	}
	r.faults = append(r.faults, Fault{r.file, line, at, fmt.Sprintf(format, args...), fix})
}

// section is a mapping whose keys were checked.
type section struct {
	*reader
	node   *yaml.Node
	at     string
	values map[string]*yaml.Node
}

// section reads a mapping that may have these keys and no others.
func (r *reader) section(n *yaml.Node, at string, keys ...string) section {
	s := section{r, n, at, map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		r.fault(n, at, "", "%s, want keys: %s", kind(n), strings.Join(keys, ", "))
		return s
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		place := join(at, key.Value)
		switch {
		case key.Kind != yaml.ScalarNode || !slices.Contains(keys, key.Value):
			r.fault(key, place, "keys known here: "+strings.Join(keys, ", "), "unknown key")
		case s.values[key.Value] != nil:
			r.fault(key, place, "keep one of the two", "given twice, first in line %d", s.values[key.Value].Line)
		default:
			s.values[key.Value] = value
		}
	}
	return s
}

// value returns the node of a key, nil where it is missing or empty.
func (s section) value(key string) *yaml.Node {
	n := s.values[key]
	if n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		return nil
	}
	return n
}

// need is value for a key that must be there.
func (s section) need(key string) *yaml.Node {
	n := s.value(key)
	if n == nil && s.node.Kind == yaml.MappingNode {
		s.fault(s.node, join(s.at, key), "", "missing")
	}
	return n
}

func (s section) place(key string) string { return join(s.at, key) }

func join(at, key string) string {
	if at == "" {
		return key
	}
	return at + "." + key
}

func item(at string, i int) string { return fmt.Sprintf("%s[%d]", at, i) }

// list returns the items of a list; nil nodes are empty lists.
func (r *reader) list(n *yaml.Node, at string) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.fault(n, at, "", "%s, want a list", kind(n))
		return nil
	}
	return n.Content
}

// reach bounds every number of a room file: metres of a floor as well as
// pixels of a picture. It keeps later sums finite.
const reach = 1e5

// number returns a finite number.
func (r *reader) number(n *yaml.Node, at string) float64 {
	if n == nil {
		return 0
	}
	var v float64
	tag := n.ShortTag()
	if n.Kind != yaml.ScalarNode || tag != "!!int" && tag != "!!float" || n.Decode(&v) != nil {
		r.fault(n, at, "", "%s, want a number", kind(n))
		return 0
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		r.fault(n, at, "", "%q is not a finite number", n.Value)
		return 0
	}
	if math.Abs(v) > reach {
		r.fault(n, at, "", "%s is out of reach", n.Value)
		return 0
	}
	return v
}

// positive is number for what must be above zero.
func (r *reader) positive(n *yaml.Node, at string) float64 {
	before := len(r.faults)
	v := r.number(n, at)
	if n != nil && v <= 0 && len(r.faults) == before {
		r.fault(n, at, "", "%s, want more than 0", n.Value)
	}
	return v
}

// numbers returns exactly want numbers, or nil.
func (r *reader) numbers(n *yaml.Node, at string, want int) []float64 {
	if n == nil {
		return nil
	}
	before := len(r.faults)
	items := r.list(n, at)
	if len(r.faults) > before {
		return nil
	}
	if len(items) != want {
		r.fault(n, at, "", "%s, want %d", count(len(items), "number"), want)
		return nil
	}
	values := make([]float64, want)
	for i, it := range items {
		values[i] = r.number(it, item(at, i))
	}
	if len(r.faults) > before {
		return nil
	}
	return values
}

// text returns a text without control characters. A bare number is taken as
// it was typed: a camera or a zone may be called 1.
func (r *reader) text(n *yaml.Node, at string) string {
	if n == nil {
		return ""
	}
	if tag := n.ShortTag(); n.Kind != yaml.ScalarNode || tag != "!!str" && tag != "!!int" && tag != "!!float" {
		r.fault(n, at, "put it in quotes if it is meant as a text", "%s, want a text", kind(n))
		return ""
	}
	if i := strings.IndexFunc(n.Value, unprintable); i >= 0 {
		r.fault(n, at, "", "%q holds a control character", n.Value)
		return ""
	}
	return n.Value
}

// truth returns true or false.
func (r *reader) truth(n *yaml.Node, at string) bool {
	var v bool
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" || n.Decode(&v) != nil {
		r.fault(n, at, "", "%s, want true or false", kind(n))
	}
	return v
}

// kind says in words what a node is.
func kind(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "keys"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case n.ShortTag() == "!!null":
		return "nothing"
	}
	return fmt.Sprintf("%q", n.Value)
}

func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

func unprintable(c rune) bool { return unicode.IsControl(c) || c == '\u2028' || c == '\u2029' }
