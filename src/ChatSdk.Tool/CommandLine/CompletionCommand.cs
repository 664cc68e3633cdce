using System.CommandLine;

namespace ChatSdk.Tool;

/// <summary>The command <c>completion</c>, which writes a script that makes a shell complete the command line of the program.</summary>
internal sealed class CompletionCommand : ToolSubcommand
{
    // System.CommandLine answers the directive [suggest:<position>] with the possible words, one on each line.
    private static readonly Dictionary<string, string> _scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _chatsdk() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(chatsdk "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _chatsdk chatsdk
            """,
        ["zsh"] = """
            _chatsdk() {
                local -a words
                words=("${(@f)$(chatsdk "[suggest:${#BUFFER}]" "$BUFFER" 2>/dev/null)}")
                compadd -a words
            }
            compdef _chatsdk chatsdk
            """,
        ["fish"] = """
            complete -c chatsdk -a '(chatsdk "[suggest:"(commandline -C)"]" (commandline -p | string collect) 2>/dev/null)'
            """,
        ["powershell"] = """
            Register-ArgumentCompleter -Native -CommandName chatsdk -ScriptBlock {
                param($word, $line, $position)
                chatsdk "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    private readonly Argument<string> _shell = new("shell") { Description = "The shell." };

    public CompletionCommand(ToolContext context)
        : base(context, "completion", "Writes a script that makes your shell complete the command line of chatsdk.")
    {
        _shell.AcceptOnlyFromAmong([.. _scripts.Keys]);
        Add(_shell);
    }

    public override IReadOnlyList<(string CommandLine, string Description)> Examples =>
    [
        ("chatsdk completion bash >> ~/.bashrc", "Enable completion in Bash:"),
        ("chatsdk completion powershell >> $PROFILE", "Enable completion in PowerShell:"),
    ];

    protected override Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken)
    {
        context.WriteLine(_scripts[arguments.GetRequiredValue(_shell)]);
        return Task.FromResult(ExitCodes.Success);
    }
}
