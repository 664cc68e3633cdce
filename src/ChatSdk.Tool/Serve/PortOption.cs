using System.CommandLine;
using System.Globalization;
using System.Net;

namespace ChatSdk.Tool;

/// <summary>The option <c>--port</c> of the commands that run a server.</summary>
internal static class PortOption
{
    public static Option<int> Create()
    {
        Option<int> option = new("--port") { Description = "The port on 127.0.0.1 to listen on. By default, any free port is used.", HelpName = "number" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is < 0 or > IPEndPoint.MaxPort)
            {
                result.AddError("--port must be between 0 and 65535.");
            }
        });
        return option;
    }
}
