using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Reads a section that contains one section for each model.</summary>
internal static class ModelSections
{
    /// <summary>
    /// Returns the sections of all models. A colon separates sections, so the section of a model whose name contains a colon is nested in
    /// another one.
    /// </summary>
    /// <param name="models">The section whose keys are the names of the models.</param>
    /// <param name="keys">The keys that the section of a model can contain. Any other key in it is read as the continuation of the model's name.</param>
    /// <exception cref="InvalidOperationException">There is a value where a section is expected.</exception>
    public static IEnumerable<(string Model, IConfigurationSection Section)> Read(IConfigurationSection models, string[] keys)
    {
        ThrowIfValue(models, "the names of the models");
        return models.GetChildren().SelectMany(section => Read(section, section.Key, keys));
    }

    /// <summary>Throws if there is a value where a section is expected. It must not be ignored, because it may belong to a misspelled key.</summary>
    /// <exception cref="InvalidOperationException">The section has a value.</exception>
    public static void ThrowIfValue(IConfigurationSection section, string[] keys) => ThrowIfValue(section, $"the keys {string.Join(", ", keys)}");

    private static IEnumerable<(string Model, IConfigurationSection Section)> Read(IConfigurationSection section, string model, string[] keys)
    {
        ThrowIfValue(section, keys);
        var entries = section.GetChildren().ToLookup(entry => keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase));
        var nested = entries[false].SelectMany(entry => Read(entry, $"{model}:{entry.Key}", keys));
        return entries[true].Any() || !entries[false].Any() ? nested.Append((model, section)) : nested;
    }

    private static void ThrowIfValue(IConfigurationSection section, string content)
    {
        if (section.Value is { Length: > 0 })
        {
            throw new InvalidOperationException($"The configuration has a value for '{section.Path}', which must be a section with {content}.");
        }
    }
}
