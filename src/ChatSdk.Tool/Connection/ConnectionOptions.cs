using System.CommandLine;

namespace ChatSdk.Tool;

/// <summary>
/// The options of every command that sends requests: the server, the key and the model. Each value is taken from the command line. A value
/// that is missing there is taken from the profile that <c>--profile</c> names or, without this option, from the environment variables
/// <c>CHATSDK_BASE_URL</c>, <c>CHATSDK_API_KEY</c> and <c>CHATSDK_MODEL</c>. If there is no <c>--profile</c>, and neither the command line
/// nor the environment has an address, the profile with the name 'default' is used. One server's key is not sent to another server: values from
/// a profile are never combined with values from the environment variables, and a key that is stored with an address is used only for this
/// server, even if the command line has another address.
/// </summary>
internal sealed class ConnectionOptions
{
    private const string _defaultProfile = "default";

    private readonly Option<string?> _url = new("--url", "-u") { Description = "The address of the server, such as http://localhost:11434/v1. The default is CHATSDK_BASE_URL.", HelpName = "address" };
    private readonly Option<string?> _key = new("--key", "-k") { Description = "The API key. The default is CHATSDK_API_KEY. Other users of this machine can see the option in the list of processes, but not the variable.", HelpName = "key" };
    private readonly Option<string?> _model = new("--model", "-m") { Description = "The name of the model. The default is CHATSDK_MODEL.", HelpName = "model" };
    private readonly Option<string?> _profile = new("--profile", "-p") { Description = "The name of a profile in ~/.config/chatsdk/profiles.json (on Windows, %APPDATA%\\chatsdk\\profiles.json). The file has the form {\"work\":{\"url\":…,\"key\":…,\"model\":…}}.", HelpName = "name" };
    private readonly Option<bool> _allowInsecureHttp = new("--allow-insecure-http") { Description = "Allow a key to be sent unencrypted to an http:// address of another machine." };

    /// <summary>Creates the options, and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">The context, for the completion of profile names.</param>
    public ConnectionOptions(Command command, ToolContext context)
    {
        _profile.CompletionSources.Add(_ => new ProfileFile(context.Environment).Names);
        command.Add(_url);
        command.Add(_key);
        command.Add(_model);
        command.Add(_profile);
        command.Add(_allowInsecureHttp);
    }

    /// <summary>Returns the client options for the server that the user selected.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="context">The context, for the environment variables and the profile file.</param>
    /// <param name="address">The address, if it is an argument of the command.</param>
    /// <exception cref="ToolException">The address is missing, invalid or specified twice, the key is invalid, or the profile does not exist or cannot be used.</exception>
    public ChatClientOptions Resolve(ParseResult arguments, ToolContext context, string? address = null)
    {
        address = AddressOf(arguments, address);
        var stored = StoredValues(arguments.GetValue(_profile), address is not null, context);
        var baseAddress = Complete(address ?? stored.Url ?? throw NoAddress(context));
        ChatClientOptions options = new()
        {
            BaseAddress = baseAddress,
            ApiKey = arguments.GetValue(_key) ?? (IsForServer(stored, baseAddress) ? stored.KeyFrom(context.Environment) : null),
            Model = arguments.GetValue(_model) ?? stored.Model,
            AllowInsecureHttp = arguments.GetValue(_allowInsecureHttp) || stored.AllowInsecureHttp,
        };
        Validate(options);
        return options;
    }

    /// <summary>Returns the client options for a command that requires a model.</summary>
    /// <exception cref="ToolException">The model is missing, or <see cref="Resolve"/> throws this exception.</exception>
    public ChatClientOptions ResolveWithModel(ParseResult arguments, ToolContext context)
    {
        var options = Resolve(arguments, context);
        return options.Model is not null ? options : throw new ToolException("There is no model. Use --model, set CHATSDK_MODEL, or add the model to the profile.");
    }

    /// <summary>Adds <c>http://</c> to an address that has no scheme.</summary>
    public static string Complete(string address) => address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}";

    private string? AddressOf(ParseResult arguments, string? argument)
    {
        var option = arguments.GetValue(_url);
        return argument is null || option is null ? argument ?? option : throw new ToolException("The address is specified twice: as an argument and with --url.");
    }

    private static Profile StoredValues(string? name, bool hasAddress, ToolContext context)
    {
        if (name is not null)
        {
            return new ProfileFile(context.Environment).Get(name);
        }

        Profile environment = new() { Url = Variable(context, "CHATSDK_BASE_URL"), Key = Variable(context, "CHATSDK_API_KEY"), Model = Variable(context, "CHATSDK_MODEL") };
        return hasAddress || environment.Url is not null ? environment : new ProfileFile(context.Environment).Find(_defaultProfile) ?? environment;
    }

    // The key that is stored with the address of one server must not be sent to another server.
    private static bool IsForServer(Profile stored, string baseAddress) =>
        stored.Url is null || (Uri.TryCreate(Complete(stored.Url), UriKind.Absolute, out var own) && Uri.TryCreate(baseAddress, UriKind.Absolute, out var used) && ServerOrigin.IsSame(own, used));

    private static void Validate(ChatClientOptions options)
    {
        try
        {
            using var client = new ChatClient(options);
        }
        catch (ArgumentException exception)
        {
            var message = exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
            throw new ToolException(message
                .Replace(nameof(options.BaseAddress), "The address", StringComparison.Ordinal)
                .Replace(nameof(options.ApiKey), "The key", StringComparison.Ordinal)
                .Replace($"set {nameof(options.AllowInsecureHttp)}", "add --allow-insecure-http", StringComparison.Ordinal));
        }
    }

    private static string? Variable(ToolContext context, string name) => context.Environment(name) is { Length: > 0 } value ? value : null;

    private static ToolException NoAddress(ToolContext context) =>
        new($"There is no server address. Use --url, set CHATSDK_BASE_URL, or add a profile to {new ProfileFile(context.Environment).Path}.");
}
