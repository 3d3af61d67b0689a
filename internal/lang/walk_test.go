package lang

import "text/template/parse"

// walk visits every node of a template.
func walk(n parse.Node, visit func(parse.Node)) {
	visit(n)
	switch n := n.(type) {
	case *parse.ListNode:
		walkAll(n, visit)
	case *parse.ActionNode:
		walkPipe(n.Pipe, visit)
	case *parse.TemplateNode:
		walkPipe(n.Pipe, visit)
	case *parse.CommandNode:
		for _, arg := range n.Args {
			walk(arg, visit)
		}
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			walk(command, visit)
		}
	case *parse.ChainNode:
		walk(n.Node, visit)
	case *parse.IfNode:
		walkBranch(n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(n.BranchNode, visit)
	case *parse.WithNode:
		walkBranch(n.BranchNode, visit)
	}
}

func walkBranch(b parse.BranchNode, visit func(parse.Node)) {
	walkPipe(b.Pipe, visit)
	walkAll(b.List, visit)
	walkAll(b.ElseList, visit)
}

func walkAll(list *parse.ListNode, visit func(parse.Node)) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		walk(n, visit)
	}
}

func walkPipe(pipe *parse.PipeNode, visit func(parse.Node)) {
	if pipe != nil {
		walk(pipe, visit)
	}
}
