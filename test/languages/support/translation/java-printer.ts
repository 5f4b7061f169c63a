import { placeOf, typeOf } from './assemblies';
import { Case, Value } from './program';

/** Cases as a class in Java, `Cases`, with a map of functions. */
export function printJava(cases: readonly Case[], packageName: string): string {
  return [
    `package ${packageName};`, '', `import static ${packageName}.Helpers.*;`, '',
    'import com.hashicorp.cdktf.App;', 'import com.quanttide.cloud.CloudStack;', 'import java.util.LinkedHashMap;', 'import java.util.List;', 'import java.util.Map;', 'import java.util.function.BiConsumer;', '',
    'final class Cases {',
    '    static Map<String, BiConsumer<CloudStack, App>> all() {',
    '        Map<String, BiConsumer<CloudStack, App>> all = new LinkedHashMap<>();',
    ...cases.map(({ title }, index) => `        all.put(${JSON.stringify(title)}, Cases::case${index});`),
    '        return all;', '    }', '',
    ...cases.flatMap(({ statements }, index) => [
      `    private static void case${index}(CloudStack acme, App app) {`,
      ...statements.map(({ name, value }) => `        ${name === undefined ? '' : `var ${name} = `}${print(value)};`), '    }', '',
    ]),
    '    private Cases() {', '    }', '}', '',
  ].join('\n');
}

function print(value: Value): string {
  switch (value.kind) {
    case 'literal': return JSON.stringify(value.value);
    case 'list': return `List.of(${all(value.items)})`;
    case 'map': return `Map.of(${value.entries.map(([key, item]) => `${JSON.stringify(key)}, ${print(item)}`).join(', ')})`;
    case 'options': return `${reference(value.type)}.builder()${value.fields.map(({ name, value: field }) => `.${name}(${print(field)})`).join('')}.build()`;
    case 'new': return `new ${reference(value.type)}(${all(value.values)})`;
    case 'static': return `${reference(value.type)}.${value.method}(${all(value.values)})`;
    case 'call': return `${print(value.on)}.${value.method}(${all(value.values)})`;
    case 'property': return `${print(value.on)}.get${value.name[0].toUpperCase()}${value.name.slice(1)}()`;
    case 'member': return `${reference(value.type)}.${value.name}`;
    case 'local': return value.name;
    case 'helper': return `${value.name}(${all(value.values)})`;
  }
}

function all(values: readonly Value[]): string {
  return values.map(print).join(', ');
}

/** In full, which needs no imports and clashes with nothing. */
function reference(fqn: string): string {
  const type = typeOf(fqn);
  return `${placeOf(type).java}.${type.name}`;
}
