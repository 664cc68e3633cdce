using System.CommandLine;

namespace ChatSdk.Tool;

/// <summary>The root of the command line.</summary>
internal static class ToolCommand
{
    /// <summary>Creates the command line.</summary>
    public static RootCommand Create(ToolContext context) =>
        new("Checks servers that speak the OpenAI-style chat protocol, and sends requests to them.");
}
