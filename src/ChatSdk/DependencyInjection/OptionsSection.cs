using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A configuration section to which the options for a client are bound.</summary>
/// <param name="Name">The name of the client's options.</param>
/// <param name="Section">The section.</param>
internal sealed record OptionsSection(string Name, IConfiguration Section);
